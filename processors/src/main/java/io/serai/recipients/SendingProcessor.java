package io.serai.recipients;

import io.serai.fleet.Choice;
import io.serai.fleet.Dispatch;
import io.serai.fleet.Occupancy;
import io.serai.fleet.RunId;
import io.serai.job.Job;
import io.serai.job.Lease;
import io.serai.job.Placement;
import io.serai.job.Walk;
import io.serai.sandbox.Run;
import io.serai.store.PlacementStore;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** Takes a {@link Course}; leaves the {@link Run} for its next place, and where that is. */
public final class SendingProcessor implements Processor {

  private final PlacementStore placements;
  private final Clock clock;

  /** Notes what is sent to a node before it is sent. */
  public SendingProcessor(PlacementStore placements, Clock clock) {
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
    Dispatch dispatch = dispatch(lease, choice);
    course.sent(dispatch, System.nanoTime());
    exchange.setProperty(Walk.PLACEMENT, choice.placement());
    exchange.setProperty(Walk.DISPATCH, dispatch);
    exchange.setProperty(Walk.RESUMED, choice.resumed() != null);
    exchange.setProperty(Walk.STOPPING, (Consumer<Runnable>) course::stoppable);
    exchange.setProperty(Walk.OCCUPANCY, (Consumer<Occupancy>) course::told);
    exchange.getMessage().setBody(run(lease.job(), choice.placement()));
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

  private static Run run(Job job, Placement placement) {
    return new Run(
        job.id(),
        job.tenant(),
        placement.image(),
        job.language(),
        job.code(),
        job.stdin(),
        job.files(),
        job.limits(),
        job.network(),
        job.session());
  }
}
