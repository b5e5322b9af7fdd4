package io.serai.hub.kubernetes;

import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;

/** How a pod can end, in the words of Kubernetes. */
final class Fate {

  private static final String START = "2026-03-01T12:00:00Z";
  private static final String END = "2026-03-01T12:00:02Z";

  private Fate() {}

  static PodStatus exited(int code) {
    return terminated(code, code == 0 ? "Completed" : "Error");
  }

  static PodStatus terminated(int code, String reason) {
    return new PodStatusBuilder()
        .withPhase(code == 0 ? "Succeeded" : "Failed")
        .addNewContainerStatus()
        .withName("sandbox")
        .withNewState()
        .withNewTerminated()
        .withExitCode(code)
        .withReason(reason)
        .withStartedAt(START)
        .withFinishedAt(END)
        .endTerminated()
        .endState()
        .endContainerStatus()
        .build();
  }

  /** Ended as a whole: the container's own state is lost. */
  static PodStatus failed(String reason) {
    return new PodStatusBuilder().withPhase("Failed").withReason(reason).build();
  }

  static PodStatus waiting(String reason) {
    return new PodStatusBuilder()
        .withPhase("Pending")
        .addNewContainerStatus()
        .withName("sandbox")
        .withNewState()
        .withNewWaiting()
        .withReason(reason)
        .endWaiting()
        .endState()
        .endContainerStatus()
        .build();
  }

  static PodStatus running() {
    return new PodStatusBuilder()
        .withPhase("Running")
        .addNewContainerStatus()
        .withName("sandbox")
        .withNewState()
        .withNewRunning()
        .withStartedAt(START)
        .endRunning()
        .endState()
        .endContainerStatus()
        .build();
  }
}
