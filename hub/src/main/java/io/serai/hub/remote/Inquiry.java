package io.serai.hub.remote;

import io.serai.fleet.Dispatch;
import io.serai.hub.contract.Cancellation;
import io.serai.hub.contract.NodeProblem;
import io.serai.hub.contract.RunView;
import io.serai.sandbox.NeverRanException;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.SandboxException;
import io.serai.sandbox.UnknownOutcomeException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Finds out from its node what became of a run that is no longer heard of. */
final class Inquiry {

  private static final Duration UNREACHABLE = Duration.ofSeconds(3);
  private static final Duration EACH = Duration.ofMillis(500);
  private static final Duration AGAIN = Duration.ofMillis(250);

  /** How far the clocks of hubs and nodes may be apart. */
  private static final Duration SKEW = Duration.ofSeconds(2);

  private final Dispatch dispatch;
  private final NodeRequests requests;
  private final Semaphore wake;
  private final long deadline;

  /**
   * An inquiry, not yet made.
   *
   * @param wake released when the run should be asked after at once
   * @param deadline in {@link System#nanoTime}, when a run that still goes on is given up
   */
  Inquiry(Dispatch dispatch, NodeRequests requests, Semaphore wake, long deadline) {
    this.dispatch = dispatch;
    this.requests = requests;
    this.wake = wake;
    this.deadline = deadline;
  }

  /**
   * Waits until the run has ended.
   *
   * @param reason why it has to be asked for
   */
  RunResult follow(String reason) throws InterruptedException {
    long giveUp = System.nanoTime() + UNREACHABLE.toNanos();
    String words = reason;
    while (System.nanoTime() < deadline) {
      Duration pause = AGAIN;
      try {
        RunResult result = ask();
        if (result != null) {
          return result;
        }
        giveUp = System.nanoTime() + UNREACHABLE.toNanos();
        words = "it still runs";
        pause = EACH;
      } catch (IOException | SigningException e) {
        words = String.valueOf(e.getMessage());
        if (System.nanoTime() > giveUp) {
          break;
        }
      }
      pause(pause);
    }
    throw new UnknownOutcomeException(
        "node '%s' lost sight of run '%s': %s; then: %s"
            .formatted(dispatch.node(), dispatch.runId(), reason, words),
        false);
  }

  private void pause(Duration pause) throws InterruptedException {
    if (wake.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
      wake.drainPermits();
    }
  }

  /** The result; absent while there is none. */
  private @Nullable RunResult ask() throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = requests.inquire();
    if (answer.statusCode() == 200) {
      return result(Wire.read(answer.body(), RunView.class));
    }
    NodeProblem problem = Wire.problem(answer.statusCode(), answer.body());
    if (problem.code().equals(NodeProblem.UNKNOWN_RUN)) {
      revoke();
      return null;
    }
    throw noAnswer(problem);
  }

  private @Nullable RunResult result(RunView view) {
    NodeProblem problem = view.problem();
    if (problem != null) {
      SandboxException meaning = Refusals.meaning(dispatch, problem, Duration.ZERO);
      throw meaning == null ? new SandboxException(problem.detail()) : meaning;
    }
    return view.state() == RunView.State.ENDED ? view.result() : null;
  }

  /** The node knows nothing of it: makes sure that it stays so. */
  private void revoke() throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = requests.cancel();
    if (answer.statusCode() != 200) {
      throw noAnswer(Wire.problem(answer.statusCode(), answer.body()));
    }
    Cancellation cancellation = Wire.read(answer.body(), Cancellation.class);
    if (cancellation.state() == Cancellation.State.NEVER_RAN) {
      throw neverRan(cancellation.remembersSince());
    }
  }

  private IOException noAnswer(NodeProblem problem) {
    if (problem.code().equals(NodeProblem.LOST_RUN)) {
      throw lost(problem.detail());
    }
    return new IOException(problem.detail());
  }

  private SandboxException neverRan(Instant remembersSince) {
    if (dispatch.sentAt().isBefore(remembersSince.plus(SKEW))) {
      return lost("it may have run before " + remembersSince + ", which the node forgot");
    }
    return new NeverRanException(
        "never-ran",
        "node '%s' never started run '%s' and never will"
            .formatted(dispatch.node(), dispatch.runId()),
        Duration.ZERO);
  }

  private UnknownOutcomeException lost(String words) {
    return new UnknownOutcomeException(
        "node '%s' has no result of run '%s': %s"
            .formatted(dispatch.node(), dispatch.runId(), words),
        true);
  }
}
