package io.serai.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.job.Lease;
import io.serai.store.Acceptance;
import io.serai.store.Shares;
import io.serai.store.Shares.Share;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose turn it is, over a real PostgreSQL. */
class FairQueueTest extends QueueFixture {

  @Test
  void letsAnothersOneJobPassAThousand() {
    put("flood", 1_000);
    assertThat(here.lease(8, Shares.EQUAL)).hasSize(8);
    put("other", 1);

    assertThat(tenants(here.lease(1, Shares.EQUAL))).containsExactly("other");
  }

  @Test
  void letsAnothersOneJobPassWhereOnlyOneRunsAtATime() {
    put("flood", 100);
    runOneByOne(3, Shares.EQUAL);
    put("other", 1);

    assertThat(runOneByOne(2, Shares.EQUAL)).contains("other");
  }

  @Test
  void doesNotRewardATenantForHavingBeenAway() {
    put("busy", 200);
    runOneByOne(50, Shares.EQUAL);
    put("back", 100);

    List<String> served = runOneByOne(20, Shares.EQUAL);

    assertThat(served.stream().filter("back"::equals)).hasSizeBetween(9, 11);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 20})
  void servesInProportionToTheWeights(int places) {
    Random random = new Random(places);
    Map<String, Double> weights = new HashMap<>();
    int tenants = 2 + random.nextInt(5);
    for (int i = 0; i < tenants; i++) {
      weights.put("t" + i, 1.0 + random.nextInt(5));
      put("t" + i, 600);
    }

    Map<String, Integer> served = run(places, 400, weights(weights), random);

    double whole = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    weights.forEach(
        (tenant, weight) ->
            assertThat(served.getOrDefault(tenant, 0) / 400.0)
                .as("%s of %s at %d places got %s", tenant, weights, places, served)
                .isCloseTo(weight / whole, within(0.06)));
  }

  @Test
  void keepsPlacesInProportionWhereOneTenantsJobsTakeLonger() {
    put("long", 100);
    put("short", 100);
    List<Lease> running = new ArrayList<>(here.lease(8, Shares.EQUAL));

    for (int i = 0; i < 40; i++) {
      Lease ended =
          running.stream()
              .filter(lease -> lease.job().tenant().equals("short"))
              .findFirst()
              .orElseThrow();
      end(ended);
      running.remove(ended);
      running.addAll(here.lease(1, Shares.EQUAL));
    }

    assertThat(tenants(running)).filteredOn("long"::equals).hasSize(4);
  }

  @Test
  void ordersByPriorityWithinATenantOnly() {
    Lease first = leased(here, of("default"));
    assertThat(first.attempt()).isEqualTo(1);
    put("default", 3);
    execute("update queue set priority = 9 where hub is null");
    put("other", 1);

    assertThat(tenants(here.lease(2, Shares.EQUAL))).contains("other");
  }

  @Test
  void runsNoMoreOfATenantThanItsConcurrency() {
    Shares shares = new Shares(Shares.EQUAL.byDefault(), Map.of("few", new Share(1, 3)));
    put("few", 50);

    List<Lease> first = here.lease(10, shares);
    assertThat(first).hasSize(3);
    assertThat(there.lease(10, shares)).isEmpty();
    end(first.get(0));
    assertThat(there.lease(10, shares)).hasSize(1);
  }

  @Test
  void keepsToTheConcurrencyWhenHubsLeaseAtTheSameMoment() {
    Shares shares = new Shares(Shares.EQUAL.byDefault(), Map.of("few", new Share(1, 3)));
    for (int round = 0; round < 20; round++) {
      put("few", 5);
      List<CompletableFuture<List<Lease>>> both =
          Stream.of(here, there, here, there)
              .map(store -> CompletableFuture.supplyAsync(() -> store.lease(2, shares)))
              .toList();
      both.forEach(CompletableFuture::join);
      assertThat(count("select count(*) from queue where hub is not null")).isEqualTo(3);
      execute("truncate queue");
    }
  }

  @Test
  void givesTheFastPathToNobodyWhileOthersWait() {
    assertThat(offer(here, of("a"))).isInstanceOf(Acceptance.Leased.class);
    put("b", 1);

    assertThat(offer(here, of("a"))).isInstanceOf(Acceptance.Queued.class);
    here.lease(2, Shares.EQUAL);
    assertThat(offer(here, of("a"))).isInstanceOf(Acceptance.Leased.class);
  }

  @Test
  void looksAtTenantsAndLeasesOnlyHoweverManyWait() throws Exception {
    put("flood", 100_000);
    put("other", 10);
    execute("analyze queue");
    here.lease(8, Shares.EQUAL);

    JsonNode plan = explained();

    List<JsonNode> scans = new ArrayList<>();
    collect(plan, scans);
    assertThat(scans).isNotEmpty();
    assertThat(scans)
        .as(plan.toPrettyString())
        .allSatisfy(
            scan -> {
              assertThat(scan.path("Node Type").asText()).doesNotContain("Seq Scan");
              double rows =
                  scan.path("Actual Rows").asDouble() * scan.path("Actual Loops").asDouble();
              assertThat(rows).isLessThan(100);
            });
  }

  private JsonNode explained() {
    String sql = "explain (analyze, format json) " + Sql.load("lease-jobs");
    return database.byIndex(
        "explain",
        sql,
        statement -> {
          statement.setInt(1, 8);
          statement.setString(2, "{\"weight\": 1, \"concurrency\": 1000000, \"tenants\": {}}");
          statement.setObject(3, UUID.randomUUID());
          statement.setLong(4, 30_000);
          try (var row = statement.executeQuery()) {
            row.next();
            return Documents.read(row.getString(1), JsonNode.class);
          }
        });
  }

  private static void collect(JsonNode node, List<JsonNode> scans) {
    if (node.path("Relation Name").asText().equals("queue") && node.has("Actual Rows")) {
      if (!node.path("Node Type").asText().equals("ModifyTable")) {
        scans.add(node);
      }
    }
    node.forEach(child -> collect(child, scans));
  }

  /** Runs jobs in so many places, each ending in random order; tells who was served how often. */
  private Map<String, Integer> run(int places, int jobs, Shares shares, Random random) {
    Map<String, Integer> served = new HashMap<>();
    List<Lease> running = new ArrayList<>();
    int started = 0;
    while (started < jobs) {
      List<Lease> more = here.lease(places - running.size(), shares);
      more.forEach(lease -> served.merge(lease.job().tenant(), 1, Integer::sum));
      started += more.size();
      running.addAll(more);
      end(running.remove(random.nextInt(running.size())));
    }
    return served;
  }

  private List<String> runOneByOne(int jobs, Shares shares) {
    Deque<String> served = new ArrayDeque<>();
    for (int i = 0; i < jobs; i++) {
      Lease lease = here.lease(1, shares).get(0);
      served.add(lease.job().tenant());
      end(lease);
    }
    return List.copyOf(served);
  }

  private void end(Lease lease) {
    assertThat(here.finish(lease, Samples.document(lease)).join()).isTrue();
  }

  private static List<String> tenants(List<Lease> leases) {
    return leases.stream().map(lease -> lease.job().tenant()).toList();
  }
}
