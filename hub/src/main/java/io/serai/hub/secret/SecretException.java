package io.serai.hub.secret;

/** A secret that cannot be had. The message names the reference, never a value. */
public final class SecretException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SecretException(String reference, String problem) {
    // Without a cause: what reads secrets may quote them.
    super("secret '" + reference + "' " + problem);
  }
}
