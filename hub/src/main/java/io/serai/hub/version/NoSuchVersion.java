package io.serai.hub.version;

/** That no version, or more than one, is called what somebody called it. */
public final class NoSuchVersion extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  private final boolean ambiguous;

  NoSuchVersion(String message, boolean ambiguous) {
    super(message);
    this.ambiguous = ambiguous;
  }

  /** Whether there is more than one. */
  public boolean ambiguous() {
    return ambiguous;
  }
}
