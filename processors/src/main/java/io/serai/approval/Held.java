package io.serai.approval;

import static java.util.stream.Collectors.joining;

import io.serai.job.Deferred;
import io.serai.job.Reason;
import io.serai.store.ApprovalStore.Ground;
import io.serai.store.ApprovalStore.Request;

/** The answer to a job that waits for a person: it is deferred until somebody has decided. */
public final class Held extends Deferred {

  private static final long serialVersionUID = 1L;

  private final transient Request request;

  Held(Request request) {
    super(
        Reason.of(
            "approval",
            "waiting-for-approval",
            request.grounds().stream()
                .map(Held::words)
                .collect(joining("; ", "job waits for approval; ", ""))));
    this.request = request;
  }

  private static String words(Ground ground) {
    return "rule '" + ground.rule() + "': " + ground.because();
  }

  /** What an approver is asked. */
  public Request request() {
    return request;
  }
}
