package io.serai.hub.secret;

/**
 * What the configuration says of a secret: where it is, or the value itself. Prints the one and not
 * the other.
 */
public final class SecretReference {

  private final String text;
  private final boolean literal;
  private final Secrets secrets;

  SecretReference(String text, boolean literal, Secrets secrets) {
    this.text = text;
    this.literal = literal;
    this.secrets = secrets;
  }

  /** Whether nothing is set. */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  /**
   * The secret as it is now.
   *
   * @throws SecretException when it cannot be had
   */
  public Secret resolve() {
    return literal ? new Secret(text) : secrets.resolve(text);
  }

  @Override
  public String toString() {
    return literal && !text.isEmpty() ? Secret.REDACTED : text;
  }
}
