package io.serai.traces;

import io.serai.fleet.Explanation;
import io.serai.job.Lease;
import io.serai.job.Result;
import io.serai.job.Timeline;
import io.serai.job.Walk;
import java.time.Clock;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Takes a walk that has ended, with a {@link Result} or back in the queue; hands it to whoever
 * watches traces, once the stores have been written.
 */
public final class EndedWalkProcessor implements Processor {

  private final TraceExport export;
  private final Clock clock;

  /**
   * Hands to the given export.
   *
   * @param clock tells when a walk ended
   */
  public EndedWalkProcessor(TraceExport export, Clock clock) {
    this.export = export;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) {
    Timeline timeline = exchange.getProperty(Walk.TIMELINE, Timeline.class);
    Lease lease = exchange.getProperty(Walk.LEASE, Lease.class);
    Result result = exchange.getMessage().getBody() instanceof Result stored ? stored : null;
    Explanation explanation = TracesProcessor.explanation(exchange);
    Instant now = clock.instant();
    Instant begun = now.minusNanos(System.nanoTime() - timeline.originNanos());
    var unused =
        timeline
            .settled()
            .thenRun(
                () ->
                    export.export(
                        new EndedWalk(
                            lease.submission(),
                            result,
                            timeline.timings(),
                            explanation,
                            begun,
                            now)));
  }
}
