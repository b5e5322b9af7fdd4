package io.serai.sandbox.docker;

import com.github.dockerjava.api.model.Container;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/** Tells the containers that a hub has left behind from everybody else's. */
public final class Orphans {

  private static final Set<String> STANDING = Set.of("created", "exited", "dead");

  private final Clock clock;

  /** Judges by this clock. */
  public Orphans(Clock clock) {
    this.clock = clock;
  }

  /**
   * Whether a container is Serai's and of no use to anyone: its hub has ended, or it was to be
   * started long ago and does not run.
   */
  public boolean isOrphan(Container container) {
    Map<String, String> labels = container.getLabels();
    if (labels == null || !labels.containsKey(Labels.DEADLINE)) {
      return false;
    }
    return hubIsGone(labels) || wasNeverStarted(container, labels);
  }

  private static boolean hubIsGone(Map<String, String> labels) {
    return HubProcess.parse(labels.getOrDefault(Labels.OWNER, ""))
        .filter(HubProcess::isGone)
        .isPresent();
  }

  /** Known of a hub's containers even when the hub itself cannot be seen from here. */
  private boolean wasNeverStarted(Container container, Map<String, String> labels) {
    return STANDING.contains(container.getState())
        && Labels.deadline(labels).filter(deadline -> deadline < clock.millis()).isPresent();
  }
}
