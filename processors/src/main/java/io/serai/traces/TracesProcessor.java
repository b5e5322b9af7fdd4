package io.serai.traces;

import io.serai.fleet.Attempt;
import io.serai.fleet.Decision;
import io.serai.fleet.Explanation;
import io.serai.job.Lease;
import io.serai.job.Result;
import io.serai.job.Timeline;
import io.serai.job.Walk;
import io.serai.store.TraceStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Takes a {@link Result}; hands its steps, and why it ran where it did, to the step table, and the
 * walk to whoever watches traces.
 */
public final class TracesProcessor implements Processor {

  private final TraceStore store;
  private final TraceExport export;
  private final Clock clock;

  /**
   * Writes to the given store.
   *
   * @param export takes every walk
   * @param clock tells when a walk ended
   */
  public TracesProcessor(TraceStore store, TraceExport export, Clock clock) {
    this.store = store;
    this.export = export;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Result result = exchange.getMessage().getMandatoryBody(Result.class);
    Explanation explanation =
        new Explanation(
            exchange.getProperty(Walk.DECISION, Decision.class),
            attempts(exchange.getProperty(Walk.ATTEMPTS, Collection.class)));
    store.record(result, explanation);
    export.export(walk(exchange, result, explanation));
  }

  private EndedWalk walk(Exchange exchange, Result result, Explanation explanation) {
    Timeline timeline = exchange.getProperty(Walk.TIMELINE, Timeline.class);
    Instant now = clock.instant();
    return new EndedWalk(
        exchange.getProperty(Walk.LEASE, Lease.class).submission(),
        result,
        explanation,
        now.minusNanos(System.nanoTime() - timeline.originNanos()),
        now);
  }

  private static List<Attempt> attempts(@Nullable Collection<?> noted) {
    return noted == null ? List.of() : noted.stream().map(Attempt.class::cast).toList();
  }
}
