package io.serai.hub.access;

import io.serai.access.Admission;
import org.jspecify.annotations.Nullable;

/** Holds what callers show against the keys of this hub and the tokens of its issuer. */
public final class Doorkeeper {

  private static final String KEY_PREFIX = "serai_";

  private final KeyRing keys;
  private final @Nullable Tokens tokens;

  Doorkeeper(KeyRing keys, @Nullable Tokens tokens) {
    this.keys = keys;
    this.tokens = tokens;
  }

  /** Whether {@link #admit} may ask others, and so must not be called on an event loop. */
  public boolean mayBlock(String shown) {
    return tokens != null && !shown.startsWith(KEY_PREFIX);
  }

  /**
   * Who shows this.
   *
   * @throws CredentialRefused when it proves nothing
   * @throws IssuerUnavailable when nobody can tell
   */
  public Admission admit(String shown) throws CredentialRefused {
    if (shown.startsWith(KEY_PREFIX)) {
      return keys.admit(shown);
    }
    if (tokens == null) {
      throw new CredentialRefused(
          "token", "no-issuer", "token is not accepted; send a key, this hub knows no issuer");
    }
    return tokens.admit(shown);
  }
}
