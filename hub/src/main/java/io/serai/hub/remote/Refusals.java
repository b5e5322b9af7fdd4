package io.serai.hub.remote;

import io.serai.fleet.Dispatch;
import io.serai.hub.contract.NodeProblem;
import io.serai.sandbox.NeverRanException;
import io.serai.sandbox.SandboxException;
import io.serai.sandbox.UnknownOutcomeException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a node's problem means for the job: whether it ran, never ran, or is to be asked for. */
final class Refusals {

  /** What fronts answer of their own accord, before a node has heard anything. */
  private static final Set<Integer> BY_FRONT = Set.of(401, 403, 404, 405, 413, 415, 429);

  private static final int TOO_MANY = 429;

  private Refusals() {}

  /** What a problem means; absent when only the run itself can tell. */
  static @Nullable SandboxException meaning(
      Dispatch dispatch, NodeProblem problem, Duration retryAfter) {
    String words = "node '" + dispatch.node() + "': " + problem.detail();
    return switch (problem.code()) {
      case NodeProblem.FULL,
          NodeProblem.DRAINING,
          NodeProblem.REVOKED,
          NodeProblem.INVALID_RUN,
          NodeProblem.NOT_OFFERED ->
          new NeverRanException(problem.code(), words, retryAfter);
      case NodeProblem.SANDBOX_FAILED ->
          Boolean.TRUE.equals(problem.neverRan())
              ? new NeverRanException(problem.code(), words, retryAfter)
              : new SandboxException(words);
      case NodeProblem.LOST_RUN ->
          Boolean.TRUE.equals(problem.neverRan())
              ? new NeverRanException(problem.code(), words, retryAfter)
              : new UnknownOutcomeException(words, true);
      case NodeProblem.REPEATED, NodeProblem.BUSY, NodeProblem.UNKNOWN_RUN -> null;
      default -> byStatus(problem, words, retryAfter);
    };
  }

  private static @Nullable SandboxException byStatus(
      NodeProblem problem, String words, Duration retryAfter) {
    if (!BY_FRONT.contains(problem.status())) {
      return null;
    }
    String code = problem.code().isEmpty() ? "status-" + problem.status() : problem.code();
    return new NeverRanException(
        problem.status() == TOO_MANY ? NodeProblem.FULL : code, words, retryAfter);
  }
}
