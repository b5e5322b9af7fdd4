package io.serai.hub.node;

import io.serai.fleet.RunId;
import io.serai.hub.contract.NodeProblem;
import io.serai.hub.contract.RunView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One run, from its acceptance until it is forgotten. Thread-safe. */
final class NodeRun {

  private final RunId id;
  private boolean cancelled;
  private @Nullable Runnable kill;
  private @Nullable Ended ended;
  private @Nullable Instant endedAt;

  NodeRun(RunId id) {
    this.id = id;
  }

  RunId id() {
    return id;
  }

  /** Its sandbox starts; stops it at once when its cancel came before. */
  void starting(Runnable howToKill) {
    synchronized (this) {
      kill = howToKill;
      if (!cancelled) {
        return;
      }
    }
    howToKill.run();
  }

  /** Stops it, now or as soon as it starts. */
  void cancel() {
    Runnable howToKill;
    synchronized (this) {
      cancelled = true;
      howToKill = kill;
    }
    if (howToKill != null) {
      howToKill.run();
    }
  }

  synchronized void end(Ended how, Instant at) {
    ended = how;
    endedAt = at;
  }

  synchronized boolean hasEnded() {
    return ended != null;
  }

  synchronized boolean endedBefore(Instant time) {
    return endedAt != null && endedAt.isBefore(time);
  }

  synchronized long size() {
    return ended == null ? 0 : ended.size();
  }

  synchronized RunView view(String instance) {
    if (ended instanceof Ended.Answered answered) {
      return new RunView(RunView.State.ENDED, answered.answer().result(), null, instance);
    }
    NodeProblem problem = ended instanceof Ended.Failed failed ? failed.problem() : null;
    return new RunView(
        problem == null ? RunView.State.RUNNING : RunView.State.ENDED, null, problem, instance);
  }
}
