package io.serai.hub.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.Counter;
import io.serai.hub.BilledJobs;
import io.serai.hub.BilledJobs.Billed;
import io.serai.hub.BilledJobs.Use;
import io.serai.job.Cost;
import io.serai.store.Spending;
import io.serai.store.Spending.By;
import io.serai.store.postgres.Database;
import io.serai.store.postgres.PostgresCostStore;
import io.serai.store.postgres.PostgresJobStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Whatever jobs used at whatever prices, however often it is written and whoever dies: the charges
 * of a job are its cost, the ledger holds each once, and what is added up of it is what the
 * counters of hubs that did not stop have counted.
 */
@SuppressWarnings("NullAway.Init") // jqwik starts the server before the first try.
class LedgerPropertyTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final AtomicInteger TRIES = new AtomicInteger();

  private static EmbeddedPostgres server;
  private static Database database;
  private static PostgresJobStore jobs;

  /**
   * What becomes of a job's bill.
   *
   * @param jobs what each used, and where
   * @param writes how often each is written by each of two hubs; of those with none the hub died
   */
  private record Day(List<List<Use>> jobs, List<Integer> writes) {

    int written(int job) {
      return writes.get(job % writes.size());
    }
  }

  @BeforeContainer
  static void start() throws IOException {
    server = EmbeddedPostgres.start();
    String url = server.getJdbcUrl("postgres", "postgres");
    database = new Database(url, "", "", 14, Executors.defaultThreadFactory());
    jobs = new PostgresJobStore(database, UUID.randomUUID(), DAY);
  }

  @AfterContainer
  static void stop() throws IOException {
    jobs.close();
    database.close();
    server.close();
  }

  @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
  void whatIsChargedIsWhatIsBilledSpentAndCounted(@ForAll("days") Day day) {
    String tenant = "tenant-" + TRIES.incrementAndGet();
    Metrics metrics = new Metrics();
    WalkMeters meters = new WalkMeters(metrics, trace -> true);
    List<Billed> billed = day.jobs().stream().map(uses -> BilledJobs.of(tenant, uses)).toList();
    billed.forEach(each -> each.finish(jobs));
    billed.forEach(each -> meters.export(each.walk()));
    try (PostgresCostStore one = new PostgresCostStore(database);
        PostgresCostStore two = new PostgresCostStore(database)) {
      for (int i = 0; i < billed.size(); i++) {
        for (int times = 0; times < day.written(i); times++) {
          one.record(tenant, billed.get(i).result());
          two.record(tenant, billed.get(i).result());
        }
      }
    }
    try (PostgresCostStore ledger = new PostgresCostStore(database)) {
      assertThat(ledger.catchUp(DAY)).as("bills of dead hubs").isEqualTo(missing(day, billed));
      assertThat(ledger.catchUp(DAY)).as("a second time").isZero();
      billed.forEach(each -> assertBilledOnce(ledger, each));
      assertSpent(ledger, tenant, billed);
    }
    assertCounted(metrics, billed);
    metrics.close();
  }

  @Provide
  static Arbitrary<Day> days() {
    return Combinators.combine(
            BilledJobs.uses().list().ofMaxSize(3).list().ofMinSize(1).ofMaxSize(12),
            Arbitraries.integers().between(0, 2).list().ofMinSize(1).ofMaxSize(5))
        .as(Day::new);
  }

  private static int missing(Day day, List<Billed> billed) {
    int missing = 0;
    for (int i = 0; i < billed.size(); i++) {
      boolean costs = !billed.get(i).result().cost().charges().isEmpty();
      missing += costs && day.written(i) == 0 ? 1 : 0;
    }
    return missing;
  }

  private static void assertBilledOnce(PostgresCostStore ledger, Billed job) {
    Cost cost = job.result().cost();
    List<Cost.Charge> charges = ledger.charges(job.result().jobId());
    assertThat(charges).isEqualTo(cost.charges());
    assertThat(sum(charges)).isEqualByComparingTo(cost.amount());
    assertThat(charges)
        .allSatisfy(
            each -> {
              assertThat(each.amount()).isNotNegative();
              assertThat(each.quantity()).isNotNegative();
              assertThat(each.priceVersion()).isNotBlank();
            });
  }

  private static void assertSpent(PostgresCostStore ledger, String tenant, List<Billed> billed) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    List<Spending> spent =
        ledger.spending(
            new Spending.Query(
                Set.of(By.CLOUD, By.TARGET, By.KIND),
                today.minusDays(1),
                today.plusDays(1),
                tenant));
    Map<String, BigDecimal> charged = new HashMap<>();
    charges(billed).forEach(each -> charged.merge(words(each), each.amount(), BigDecimal::add));
    assertThat(spent).hasSize(charged.size());
    assertThat(spent)
        .allSatisfy(
            line ->
                assertThat(line.amount())
                    .isNotNegative()
                    .isEqualByComparingTo(
                        charged.get(line.cloud() + " " + line.target() + " " + line.kind())));
  }

  /** Counters are doubles: each increment may be off by one part in 2^52 of the sum so far. */
  private static void assertCounted(Metrics metrics, List<Billed> billed) {
    List<Cost.Charge> charges = charges(billed);
    double charged = sum(charges).doubleValue();
    double counted =
        metrics.registry().find("job.cost").counters().stream().mapToDouble(Counter::count).sum();
    assertThat(counted).isCloseTo(charged, within(Math.ulp(charged) * (charges.size() + 1)));
  }

  private static List<Cost.Charge> charges(List<Billed> billed) {
    return billed.stream().flatMap(each -> each.result().cost().charges().stream()).toList();
  }

  private static BigDecimal sum(List<Cost.Charge> charges) {
    return charges.stream().map(Cost.Charge::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static String words(Cost.Charge charge) {
    return charge.cloud() + " " + charge.target() + " " + charge.kind();
  }
}
