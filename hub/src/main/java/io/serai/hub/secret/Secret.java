package io.serai.hub.secret;

/** A secret value, which only those read who ask for it. Whatever prints one prints no value. */
public final class Secret {

  static final String REDACTED = "[redacted]";

  private final String value;

  Secret(String value) {
    this.value = value;
  }

  /** The value. Hand it to what needs it, and keep it nowhere. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return REDACTED;
  }
}
