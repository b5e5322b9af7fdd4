package io.serai.sandbox.warm;

import io.serai.job.Status;
import io.serai.job.StopReason;
import io.serai.sandbox.Report;
import io.serai.sandbox.Signals;
import io.serai.sandbox.cgroup.Cgroup;
import io.serai.sandbox.channel.Ending;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What ended a run, from the evidence: first what stopped it, then what the kernel counted, and
 * only then what the job's own exception says.
 *
 * @param status how the job ended
 * @param reason the limit that ended it; absent when none did
 */
record Stop(Status status, @Nullable StopReason reason) {

  /** The word with which a sandbox is told to stop a cancelled run. */
  static final String CANCELLED = "cancelled";

  static Stop of(Ending ending, Report report, @Nullable Cgroup cgroup) {
    if (ending.stopped().equals(CANCELLED)) {
      return new Stop(Status.CANCELLED, null);
    }
    StopReason reason = ofWord(ending.stopped());
    if (reason == null && !Objects.equals(ending.exitCode(), 0)) {
      reason = ofEvidence(ending, report, cgroup);
    }
    return new Stop(status(reason, ending), reason);
  }

  /**
   * The channel broke: the sandbox is gone, and only the kernel knows why. Absent when the job had
   * not begun.
   */
  static @Nullable Stop ofSilence(
      @Nullable String asked, boolean started, @Nullable Cgroup cgroup) {
    if (asked != null) {
      return CANCELLED.equals(asked)
          ? new Stop(Status.CANCELLED, null)
          : new Stop(statusOf(ofWord(asked)), ofWord(asked));
    }
    if (cgroup != null && (cgroup.outOfMemory() || cgroup.memoryExhausted())) {
      return new Stop(Status.OUT_OF_MEMORY, StopReason.MEMORY);
    }
    return started ? new Stop(Status.KILLED, null) : null;
  }

  private static @Nullable StopReason ofEvidence(
      Ending ending, Report report, @Nullable Cgroup cgroup) {
    if (ending.alive()) {
      // The kernel has counted for all of the session.
      return ofWord(report.limit());
    }
    if (cgroup != null && cgroup.outOfMemory()) {
      return StopReason.MEMORY;
    }
    if (Objects.equals(ending.signal(), Signals.XCPU)) {
      return StopReason.CPU_TIME;
    }
    if (Objects.equals(ending.signal(), Signals.XFSZ)) {
      return StopReason.FILE_SIZE;
    }
    if (report.limit() != null) {
      return ofWord(report.limit());
    }
    if (ending.diskFull()) {
      return StopReason.DISK;
    }
    return cgroup != null && cgroup.outOfPids() ? StopReason.PIDS : null;
  }

  private static @Nullable StopReason ofWord(@Nullable String word) {
    return Arrays.stream(StopReason.values())
        .filter(reason -> reason.word().equals(word))
        .findFirst()
        .orElse(null);
  }

  private static Status status(@Nullable StopReason reason, Ending ending) {
    if (reason != null) {
      return statusOf(reason);
    }
    return Objects.equals(ending.exitCode(), 0) ? Status.SUCCEEDED : Status.FAILED;
  }

  private static Status statusOf(@Nullable StopReason reason) {
    if (reason == null) {
      return Status.KILLED;
    }
    return switch (reason) {
      case WALL_TIME, CPU_TIME, DEADLINE -> Status.TIMED_OUT;
      case MEMORY -> Status.OUT_OF_MEMORY;
      case OUTPUT -> Status.OUTPUT_LIMIT;
      case PIDS, OPEN_FILES, FILE_SIZE, DISK -> Status.FAILED;
    };
  }
}
