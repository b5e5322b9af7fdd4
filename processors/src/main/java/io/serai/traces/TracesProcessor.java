package io.serai.traces;

import io.serai.fleet.Attempt;
import io.serai.fleet.Decision;
import io.serai.fleet.Explanation;
import io.serai.job.Grant;
import io.serai.job.Lease;
import io.serai.job.Result;
import io.serai.job.Timeline;
import io.serai.job.Walk;
import io.serai.store.TraceStore;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Takes a {@link Result}; hands its steps, what went into each and came out of it, and why it ran
 * where it did, to the step table.
 */
public final class TracesProcessor implements Processor {

  private final TraceStore store;

  /** Writes to the given store. */
  public TracesProcessor(TraceStore store) {
    this.store = store;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Result result = exchange.getMessage().getMandatoryBody(Result.class);
    byte[] digests = StageDigests.of(conclusions(exchange, result), result.timings());
    exchange
        .getProperty(Walk.TIMELINE, Timeline.class)
        .follow(
            "traces",
            store.record(
                result,
                explanation(exchange),
                exchange.getProperty(Walk.ROUTES, String.class),
                digests));
  }

  private static Conclusions conclusions(Exchange exchange, Result result) {
    return new Conclusions(
        exchange.getProperty(Walk.LEASE, Lease.class).job(),
        exchange.getProperty(Walk.GRANT, Grant.class),
        exchange.getProperty(Walk.APPROVED_AT) != null,
        exchange.getProperty(Walk.DECISION, Decision.class),
        result);
  }

  static Explanation explanation(Exchange exchange) {
    return new Explanation(
        exchange.getProperty(Walk.DECISION, Decision.class),
        attempts(exchange.getProperty(Walk.ATTEMPTS, Collection.class)));
  }

  private static List<Attempt> attempts(@Nullable Collection<?> noted) {
    return noted == null ? List.of() : noted.stream().map(Attempt.class::cast).toList();
  }
}
