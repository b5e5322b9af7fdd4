package io.serai.hub.contract;

import io.serai.sandbox.RunResult;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows of a run.
 *
 * @param state whether it has ended
 * @param result how it ended; absent while it runs, and when its sandbox failed
 * @param problem why it has no result; absent otherwise
 * @param instance which start of the node
 */
public record RunView(
    State state, @Nullable RunResult result, @Nullable NodeProblem problem, String instance) {

  /** Whether a run has ended. */
  public enum State {
    RUNNING,
    ENDED
  }
}
