package io.serai.job;

/** A stage's answer to a job that may not go on. It carries the reason, and is no fault of ours. */
public final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Reason reason;

  /** Refuses for the given reason. */
  public Refused(Reason reason) {
    // A refusal is an ordinary outcome: nobody reads its stack, and filling one in costs more
    // than the stage that refused.
    super(reason.message(), null, false, false);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
