package io.serai.recipients;

import io.serai.fleet.Choice;
import io.serai.fleet.Dispatch;
import io.serai.fleet.Occupancy;
import io.serai.fleet.RunId;
import io.serai.job.Deferred;
import io.serai.job.Job;
import io.serai.job.Lease;
import io.serai.job.Limits;
import io.serai.job.Placement;
import io.serai.job.Reason;
import io.serai.job.Refused;
import io.serai.job.Walk;
import io.serai.sandbox.Run;
import io.serai.store.JobStore;
import io.serai.store.PlacementStore;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** Takes a {@link Course}; leaves the {@link Run} for its next place, and where that is. */
public final class SendingProcessor implements Processor {

  private final JobStore jobs;
  private final PlacementStore placements;
  private final Clock clock;

  /**
   * Notes what is sent to a node before it is sent, and what starts here with effects before it
   * starts.
   */
  public SendingProcessor(JobStore jobs, PlacementStore placements, Clock clock) {
    this.jobs = jobs;
    this.placements = placements;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Course course = exchange.getProperty(Walk.COURSE, Course.class);
    Choice choice = course.next();
    exchange.setProperty(Walk.RECIPIENTS, choice == null ? "" : choice.endpoint());
    if (choice == null) {
      return;
    }
    Lease lease = exchange.getProperty(Walk.LEASE, Lease.class);
    Limits limits = choice.resumed() == null ? limits(lease.job()) : lease.job().limits();
    Dispatch dispatch = dispatch(lease, choice);
    if (dispatch == null && lease.job().hasEffects() && !jobs.starting(lease)) {
      // It cannot wait either, so it ends here: as cancelled, or as nothing that counts.
      throw new Deferred(
          Reason.of("recipients", "lease-lost", "job was cancelled, or is another hub's now"));
    }
    course.sent(dispatch, System.nanoTime());
    exchange.setProperty(Walk.PLACEMENT, choice.placement());
    exchange.setProperty(Walk.DISPATCH, dispatch);
    exchange.setProperty(Walk.RESUMED, choice.resumed() != null);
    exchange.setProperty(Walk.STOPPING, (Consumer<Runnable>) course::begins);
    exchange.setProperty(Walk.OCCUPANCY, (Consumer<Occupancy>) course::told);
    exchange.getMessage().setBody(run(lease.job(), limits, choice.placement()));
  }

  /** The job's own, but that no run goes on after its deadline. */
  private Limits limits(Job job) {
    Instant deadline = job.deadline();
    if (deadline == null) {
      return job.limits();
    }
    long leftMs = clock.instant().until(deadline, ChronoUnit.MILLIS);
    if (leftMs <= 0) {
      throw Refused.by("recipients", "expired", "job had not started at its deadline, " + deadline);
    }
    return job.limits().timeoutMs() <= leftMs ? job.limits() : job.limits().endingIn(leftMs);
  }

  private @Nullable Dispatch dispatch(Lease lease, Choice choice) {
    URI address = choice.address();
    if (address == null || choice.resumed() != null) {
      return choice.resumed();
    }
    Placement placement = choice.placement();
    Dispatch dispatch =
        new Dispatch(
            new RunId(UUID.randomUUID()),
            String.valueOf(placement.node()),
            address,
            placement.target(),
            clock.instant());
    placements.sending(lease, dispatch);
    return dispatch;
  }

  private static Run run(Job job, Limits limits, Placement placement) {
    return new Run(
        job.id(),
        job.tenant(),
        placement.image(),
        job.language(),
        job.code(),
        job.stdin(),
        job.files(),
        limits,
        job.network(),
        job.session());
  }
}
