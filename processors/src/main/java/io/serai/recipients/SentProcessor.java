package io.serai.recipients;

import io.serai.fleet.Dispatch;
import io.serai.job.Causes;
import io.serai.job.Refused;
import io.serai.job.Timeline;
import io.serai.job.Walk;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.SandboxException;
import io.serai.store.PlacementStore;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Takes what a place made of a run; leaves the {@link Course}, which goes on or has ended. */
public final class SentProcessor implements Processor {

  private final PlacementStore placements;
  private final Clock clock;

  /** Notes of what was sent to a node why there is no answer. */
  public SentProcessor(PlacementStore placements, Clock clock) {
    this.placements = placements;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) {
    Course course = exchange.getProperty(Walk.COURSE, Course.class);
    if (!exchange.getProperty(Walk.RECIPIENTS, String.class).isEmpty()) {
      conclude(exchange, course);
    }
    exchange.setProperty(Walk.UNDER_WAY, course.underWay());
    exchange.getMessage().setBody(course);
  }

  private void conclude(Exchange exchange, Course course) {
    Throwable missed = exchange.getProperty(Walk.MISSED, Throwable.class);
    exchange.removeProperty(Walk.MISSED);
    Timeline timeline = exchange.getProperty(Walk.TIMELINE, Timeline.class);
    Walked walked = new Walked(timeline.originNanos(), System.nanoTime(), clock.instant());
    Dispatch dispatch = course.dispatch();
    if (missed == null) {
      // Its sending stays open until the result is stored: a hub that dies before asks again.
      course.answered(exchange.getMessage().getBody(RunResult.class), walked);
      return;
    }
    RuntimeException cause = cause(missed);
    boolean known = course.missed(cause, walked);
    if (known && dispatch != null) {
      placements.ended(dispatch.runId(), Course.code(cause), String.valueOf(cause.getMessage()));
    }
  }

  /** What a sandbox said, without what Camel laid around it. */
  private static RuntimeException cause(Throwable missed) {
    Refused refused = Refused.behind(missed);
    if (refused != null) {
      return refused;
    }
    SandboxException failed = Causes.nearest(SandboxException.class, missed);
    return failed == null
        ? new SandboxException(String.valueOf(missed.getMessage()), missed)
        : failed;
  }
}
