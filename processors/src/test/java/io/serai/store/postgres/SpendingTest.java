package io.serai.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.job.Cost;
import io.serai.job.Cost.Charge;
import io.serai.job.Isolation;
import io.serai.job.Placement;
import io.serai.job.Result;
import io.serai.store.Spending;
import io.serai.store.Spending.By;
import io.serai.store.StoreException;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger adds up, whoever writes to it and however often. */
class SpendingTest extends QueueFixture {

  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
  private static final int JOBS = 600;

  private record Owed(String tenant, Result result) {}

  @Test
  void addsUpToTheChargesOfEveryJobOnce() throws Exception {
    List<Owed> owed = owed(new Random(7));
    try (PostgresCostStore one = new PostgresCostStore(database);
        PostgresCostStore two = new PostgresCostStore(database)) {
      // Both write at once; a hub that lost its lease repeats what the next one writes too.
      ExecutorService hubs = Executors.newFixedThreadPool(2);
      List<Future<?>> written = new ArrayList<>();
      for (PostgresCostStore store : List.of(one, two)) {
        written.add(
            hubs.submit(() -> owed.forEach(each -> store.record(each.tenant(), each.result()))));
      }
      for (Future<?> each : written) {
        each.get();
      }
      hubs.shutdown();
    }

    try (PostgresCostStore ledger = new PostgresCostStore(database)) {
      assertThat(ledger.spending(query(Set.of(), null)))
          .singleElement()
          .satisfies(sum -> assertThat(sum.amount()).isEqualByComparingTo(sum(owed)));
      Map<String, BigDecimal> byTenant = new TreeMap<>();
      owed.forEach(
          each -> byTenant.merge(each.tenant(), each.result().cost().amount(), BigDecimal::add));
      assertThat(ledger.spending(query(Set.of(By.TENANT), null)))
          .hasSize(byTenant.size())
          .allSatisfy(
              line ->
                  assertThat(line.amount())
                      .isPositive()
                      .isEqualByComparingTo(byTenant.get(String.valueOf(line.tenant()))));
      assertThat(ledger.spending(query(Set.of(By.DAY, By.CLOUD, By.TARGET, By.KIND), "a")))
          .allSatisfy(line -> assertThat(line.day()).isBetween(today, today.plusDays(1)))
          .extracting(Spending::kind)
          .containsOnly("cpu-second", "run");
    }
  }

  @Test
  void tellsWhatOneTenantSpentInOneTime() {
    try (PostgresCostStore ledger = new PostgresCostStore(database)) {
      ledger.record("a", result("aws", "0.5"));
      ledger.record("b", result("aws", "7"));
    }
    try (PostgresCostStore ledger = new PostgresCostStore(database)) {
      assertThat(ledger.spending(query(Set.of(By.CLOUD), "a")))
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.cloud()).isEqualTo("aws");
                assertThat(line.tenant()).isNull();
                assertThat(line.amount()).isEqualByComparingTo("1.0");
              });
      Spending.Query before = new Spending.Query(Set.of(), today.minusDays(9), today, null);
      assertThat(ledger.spending(before)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"update bills set amount = 0", "delete from bills", "truncate table bills"})
  void isOnlyEverAddedTo(String change) {
    try (PostgresCostStore ledger = new PostgresCostStore(database)) {
      ledger.record("a", result("aws", "0.5"));
    }
    assertThatThrownBy(() -> database.run("rewrite", change, PreparedStatement::executeUpdate))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("append-only");
  }

  private static List<Owed> owed(Random random) {
    List<Owed> owed = new ArrayList<>();
    for (int i = 0; i < JOBS; i++) {
      String tenant = String.valueOf((char) ('a' + random.nextInt(5)));
      String cloud = random.nextBoolean() ? "aws" : "gcp";
      String amount = BigDecimal.valueOf(1 + random.nextInt(1_000_000), 9).toPlainString();
      owed.add(new Owed(tenant, result(cloud, amount)));
    }
    return owed;
  }

  private static BigDecimal sum(List<Owed> owed) {
    return owed.stream()
        .map(each -> each.result().cost().amount())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** A job that cost the given amount for its processor and as much for its run. */
  private static Result result(String cloud, String each) {
    BigDecimal amount = new BigDecimal(each);
    Charge cpu = new Charge("cpu-second", BigDecimal.TEN, BigDecimal.ONE, amount, "v1", null, null);
    Charge run = new Charge("run", BigDecimal.ONE, BigDecimal.ONE, amount, "v1", null, null);
    Cost cost = new Cost(amount.add(amount), "USD", List.of(cpu, run));
    Placement placement =
        new Placement(cloud + "-1", cloud, "r", "process", "host", Isolation.PROCESS, null);
    return Samples.costing(Samples.newId(), cost, placement);
  }

  private Spending.Query query(Set<By> by, @Nullable String tenant) {
    return new Spending.Query(by, today.minusDays(1), today.plusDays(1), tenant);
  }
}
