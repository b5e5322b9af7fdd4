package io.serai.job;

import org.jspecify.annotations.Nullable;

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

  /** Refuses by no named rule, as {@link Reason#of} says. */
  public static Refused by(String stage, String code, String message) {
    return new Refused(Reason.of(stage, code, message));
  }

  /** The refusal that a failure is, or that is behind it; absent when nobody refused anything. */
  public static @Nullable Refused behind(@Nullable Throwable failure) {
    return Causes.nearest(Refused.class, failure);
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
