package io.serai.hub;

import io.serai.fleet.Explanation;
import io.serai.job.Cost;
import io.serai.job.Isolation;
import io.serai.job.Job;
import io.serai.job.Lease;
import io.serai.job.Placement;
import io.serai.job.Result;
import io.serai.job.Submission;
import io.serai.job.Usage;
import io.serai.json.Json;
import io.serai.policy.PriceList;
import io.serai.policy.PriceList.Prices;
import io.serai.store.Acceptance;
import io.serai.store.JobStore;
import io.serai.store.ResultDocument;
import io.serai.traces.EndedWalk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Jobs that used something, at some price. */
public final class BilledJobs {

  private static final String JOB =
      """
      {"id": "%s", "tenant": "%s", "kind": "code", "language": "python", "code": "", "files": [],
       "limits": {"timeoutMs": 1, "cpuMs": 1, "memoryMb": 1, "diskMb": 1, "fileMb": 1, "pids": 1,
         "openFiles": 1, "outputBytes": 1},
       "network": "none", "placement": {"clouds": [], "regions": []}, "priority": 5, "labels": {}}
      """;
  private static final String RESULT =
      """
      {"jobId": "%s", "status": "succeeded", "stdout": "", "stderr": "", "truncated": false,
       "images": [], "usage": {"wallMs": 1, "cpuMs": 1, "memoryPeakBytes": 1}, "cost": %s,
       "placement": %s, "timings": [], "traceId": "0af7651916cd43dd8448eb211c80319c",
       "labels": {}}
      """;

  private BilledJobs() {}

  /**
   * What one copy of a job used.
   *
   * @param target where
   * @param usage what
   * @param prices at which prices
   */
  public record Use(String target, Usage usage, Prices prices) {

    private Placement place() {
      return new Placement(
          target, "cloud-of-" + target, "r", "process", "host", Isolation.PROCESS, null);
    }

    private Cost cost() {
      return PriceList.of("USD", null, Map.of("default", prices)).price(target, usage).at(place());
    }
  }

  /** A job of which all is known. */
  public record Billed(EndedWalk walk) {

    /** What it came to. */
    public Result result() {
      return Objects.requireNonNull(walk.result());
    }

    /** Takes it, runs it and stores its result. */
    public void finish(JobStore store) {
      Lease lease = ((Acceptance.Leased) store.accept(walk.submission(), true).join()).lease();
      if (!store.finish(lease, ResultDocument.of(result())).join()) {
        throw new IllegalStateException("job has a result already");
      }
    }
  }

  /** Anything a job may use anywhere at any price; nothing at all, too. */
  public static Arbitrary<Use> uses() {
    Arbitrary<BigDecimal> price =
        Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.TEN).ofScale(9);
    return Combinators.combine(
            Arbitraries.of("earth", "moon", "mars"),
            Arbitraries.longs().between(0, 3_600_000),
            Arbitraries.longs().between(0, 3_600_000),
            Arbitraries.longs().between(0, 1L << 36),
            Combinators.combine(price, price, price).as(Prices::new))
        .as(
            (target, wallMs, cpuMs, peak, prices) ->
                new Use(target, new Usage(wallMs, cpuMs, peak), prices));
  }

  /** A job of this tenant, which ran as often as there are uses. */
  public static Billed of(String tenant, List<Use> uses) {
    try {
      UUID id = UUID.randomUUID();
      Cost cost =
          uses.stream()
              .map(Use::cost)
              .reduce(Cost::plus)
              .orElseGet(() -> new Cost(BigDecimal.ZERO, "USD", List.of()));
      String place = uses.isEmpty() ? "null" : Json.MAPPER.writeValueAsString(uses.get(0).place());
      String result = RESULT.formatted(id, Json.MAPPER.writeValueAsString(cost), place);
      Job job = Json.MAPPER.readValue(JOB.formatted(id, tenant), Job.class);
      Instant now = Instant.now();
      return new Billed(
          new EndedWalk(
              new Submission(job, "local", "http", null, "0".repeat(32), null, now),
              Json.MAPPER.readValue(result, Result.class),
              List.of(),
              new Explanation(null, List.of()),
              now,
              now));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
