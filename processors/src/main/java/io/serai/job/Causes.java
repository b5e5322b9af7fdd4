package io.serai.job;

import org.jspecify.annotations.Nullable;

/** What is behind a failure: Camel and executors lay exceptions of their own around it. */
public final class Causes {

  private Causes() {}

  /** The failure itself or the nearest cause that is of the type; absent when none is. */
  public static <T> @Nullable T nearest(Class<T> type, @Nullable Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !type.isInstance(cause)) {
      cause = cause.getCause();
    }
    return cause == null ? null : type.cast(cause);
  }
}
