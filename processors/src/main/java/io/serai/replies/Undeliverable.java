package io.serai.replies;

import org.jspecify.annotations.Nullable;

/** A reply that is not to be tried again. */
public final class Undeliverable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * A reply that nobody will take.
   *
   * @param code a stable reason code
   * @param message why, for people
   */
  public Undeliverable(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** The stable reason code. */
  public String code() {
    return code;
  }

  /** The one that is behind a failure; absent where there is none. */
  public static @Nullable Undeliverable behind(Throwable failure) {
    Throwable at = failure;
    while (at != null && !(at instanceof Undeliverable)) {
      at = at.getCause();
    }
    return (Undeliverable) at;
  }
}
