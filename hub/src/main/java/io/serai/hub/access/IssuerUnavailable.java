package io.serai.hub.access;

/** The issuer of a token does not say with which keys it signs, so that nobody can tell. */
public final class IssuerUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  IssuerUnavailable(String issuer, Throwable cause) {
    super(
        "keys of issuer '"
            + issuer
            + "' cannot be had ("
            + cause.getMessage()
            + "); try again later, or check serai.oidc.issuer",
        cause);
  }
}
