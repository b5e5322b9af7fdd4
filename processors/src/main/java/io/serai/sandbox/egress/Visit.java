package io.serai.sandbox.egress;

import io.serai.job.Destination;
import io.serai.job.JobId;
import io.serai.job.Network;
import java.util.LinkedHashSet;
import java.util.Set;

/** One connection of one job to the proxy. Used on the event loop only. */
final class Visit {

  private final JobId job;
  private final Network network;
  private final Set<Destination> reached = new LinkedHashSet<>();

  Visit(JobId job, Network network) {
    this.job = job;
    this.network = network;
  }

  /** Whose connection it is. */
  JobId job() {
    return job;
  }

  /** Refuses a destination that the job may not reach. */
  void require(Destination destination) throws Refusal {
    if (!network.contains(destination)) {
      throw new Refusal(
          Refusal.FORBIDDEN,
          "'" + destination + "' is not in the job's network; allowed: " + network.destinations());
    }
  }

  void reached(Destination destination) {
    reached.add(destination);
  }

  /** The destinations that it was connected to: none, or several one after the other. */
  Set<Destination> reached() {
    return reached;
  }
}
