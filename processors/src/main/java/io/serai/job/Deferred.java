package io.serai.job;

import org.jspecify.annotations.Nullable;

/** A stage's answer to a job that cannot go on now, and waits in the queue until it can. */
public class Deferred extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Reason reason;

  /** Defers for the given reason. */
  public Deferred(Reason reason) {
    // As ordinary as a refusal: nobody reads its stack.
    super(reason.message(), null, false, false);
    this.reason = reason;
  }

  /** Why. */
  public final Reason reason() {
    return reason;
  }

  /** The deferral that a failure is, or that is behind it; absent when there is none. */
  public static @Nullable Deferred behind(@Nullable Throwable failure) {
    return Causes.nearest(Deferred.class, failure);
  }
}
