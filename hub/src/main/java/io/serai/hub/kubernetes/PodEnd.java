package io.serai.hub.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.serai.job.Limits;
import io.serai.job.Status;
import io.serai.job.StopReason;
import io.serai.job.Usage;
import io.serai.sandbox.CapturedOutput;
import io.serai.sandbox.Report;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.Signals;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a pod ended, in the words of a run. A cluster counts whole seconds and no CPU time, and keeps
 * both output streams as one log: all of it counts as standard output.
 *
 * @param pod the ended pod
 */
record PodEnd(Pod pod) {

  private static final int SIGNALLED = 128;

  /** Whether its container has been started, so that the job's code may have run. */
  static boolean started(Pod pod) {
    return container(pod)
        .map(ContainerStatus::getState)
        .map(state -> state.getRunning() != null || state.getTerminated() != null)
        .orElse(false);
  }

  /** Whether nothing runs in it any more. */
  static boolean ended(Pod pod) {
    String phase = pod.getStatus() == null ? "" : pod.getStatus().getPhase();
    return Objects.equals(phase, "Succeeded")
        || Objects.equals(phase, "Failed")
        || terminated(pod).isPresent();
  }

  /** Why it does not start, as the cluster says it. */
  static String waitingFor(Pod pod) {
    return container(pod)
        .map(ContainerStatus::getState)
        .map(state -> state.getWaiting() == null ? null : state.getWaiting().getReason())
        .orElse("no place for it");
  }

  /** The result of the run that it was for. */
  RunResult result(Limits limits, CapturedOutput output) {
    Optional<ContainerStateTerminated> end = terminated(pod);
    int code = end.map(ContainerStateTerminated::getExitCode).orElse(-1);
    long wallMs = end.map(PodEnd::wallMs).orElse(0L);
    StopReason stopReason = stopReason(end.orElse(null), wallMs, limits);
    boolean exited = code >= 0 && code <= SIGNALLED;
    return new RunResult(
        status(code, stopReason, end.isPresent()),
        stopReason,
        exited ? (Integer) code : null,
        code > SIGNALLED ? Signals.name(code - SIGNALLED) : null,
        output.stdout(),
        output.stderr(),
        output.truncated(),
        Report.EMPTY,
        List.of(),
        new Usage(wallMs, 0, 0));
  }

  private @Nullable StopReason stopReason(
      @Nullable ContainerStateTerminated end, long wallMs, Limits limits) {
    String reason = end == null ? null : end.getReason();
    if (Objects.equals(reason, "OOMKilled")) {
      return StopReason.MEMORY;
    }
    String podReason = pod.getStatus().getReason();
    boolean killed = end != null && end.getExitCode() == SIGNALLED + Signals.KILL;
    // Both times are cut to whole seconds, so the difference may be a second too small.
    boolean late = wallMs + 1000 > limits.timeoutMs();
    if (Objects.equals(podReason, "DeadlineExceeded") || (killed && late)) {
      return StopReason.WALL_TIME;
    }
    return Objects.equals(podReason, "Evicted") ? StopReason.DISK : null;
  }

  private static Status status(int code, @Nullable StopReason stopReason, boolean seen) {
    if (stopReason == StopReason.MEMORY) {
      return Status.OUT_OF_MEMORY;
    }
    if (stopReason == StopReason.WALL_TIME) {
      return Status.TIMED_OUT;
    }
    if (!seen && stopReason == null) {
      return Status.KILLED;
    }
    return code == 0 ? Status.SUCCEEDED : Status.FAILED;
  }

  private static long wallMs(ContainerStateTerminated end) {
    if (end.getStartedAt() == null || end.getFinishedAt() == null) {
      return 0;
    }
    return Duration.between(
            OffsetDateTime.parse(end.getStartedAt()), OffsetDateTime.parse(end.getFinishedAt()))
        .toMillis();
  }

  private static Optional<ContainerStateTerminated> terminated(Pod pod) {
    return container(pod).map(ContainerStatus::getState).map(state -> state.getTerminated());
  }

  private static Optional<ContainerStatus> container(Pod pod) {
    if (pod.getStatus() == null) {
      return Optional.empty();
    }
    return pod.getStatus().getContainerStatuses().stream()
        .filter(each -> each.getName().equals(JobSpecs.CONTAINER))
        .findFirst();
  }
}
