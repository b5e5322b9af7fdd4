package io.serai.hub.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Reads who may call over HTTP, and refuses what would let in everybody. */
final class AccessReader {

  private static final String ISSUER = "https?://[A-Za-z0-9.\\-\\[\\]:]+(/[A-Za-z0-9._~/\\-]*)?";

  private final ConfigValues values;

  AccessReader(ConfigValues values) {
    this.values = values;
  }

  HubConfig.Access read() {
    String auth = text(Key.HTTP_AUTH);
    boolean required = auth.equals("required");
    if (!required && !auth.equals("none")) {
      values.problem(
          Key.HTTP_AUTH,
          Key.HTTP_AUTH.word() + " '" + auth + "' is not allowed; allowed: none, required");
    }
    if (!required) {
      requireLoopback();
    }
    return new HubConfig.Access(required, oidc(required));
  }

  private void requireLoopback() {
    String host = text(Key.HTTP_HOST);
    if (text(Key.HTTP_ENABLED).equals("true") && !isLoopback(host)) {
      values.problem(
          Key.HTTP_HOST,
          Key.HTTP_HOST.word()
              + " '"
              + host
              + "' is reached from other machines, and serai.http.auth is none: set"
              + " serai.http.auth to required, or use a loopback address");
    }
  }

  private HubConfig.Oidc oidc(boolean required) {
    HubConfig.Oidc oidc =
        new HubConfig.Oidc(
            text(Key.OIDC_ISSUER),
            text(Key.OIDC_AUDIENCE),
            text(Key.OIDC_JWKS),
            text(Key.OIDC_TENANT),
            text(Key.OIDC_ROLES),
            text(Key.OIDC_NAME));
    if (oidc.enabled()) {
      requireComplete(oidc, required);
    } else {
      for (Key key : List.of(Key.OIDC_AUDIENCE, Key.OIDC_JWKS)) {
        if (!text(key).isEmpty()) {
          values.problem(
              key, key.word() + " is set without serai.oidc.issuer; set both, or neither");
        }
      }
    }
    return oidc;
  }

  private void requireComplete(HubConfig.Oidc oidc, boolean required) {
    if (!required) {
      values.problem(
          List.of(Key.OIDC_ISSUER, Key.OIDC_AUDIENCE, Key.OIDC_JWKS),
          "serai.oidc.issuer is set, but nobody is asked for a token; set serai.http.auth to"
              + " required, or leave the issuer out");
    }
    if (oidc.audience().isEmpty()) {
      values.problem(
          List.of(Key.OIDC_ISSUER, Key.OIDC_JWKS),
          "serai.oidc.audience is empty; set what tokens for this hub name as their audience");
    }
    for (Key claim : List.of(Key.OIDC_TENANT, Key.OIDC_ROLES, Key.OIDC_NAME)) {
      if (text(claim).isEmpty()) {
        values.problem(claim, claim.word() + " is empty; set the name of a claim");
      }
    }
    if (!isSafe(oidc.issuer())) {
      values.problem(
          List.of(Key.OIDC_ISSUER, Key.OIDC_AUDIENCE, Key.OIDC_JWKS),
          "serai.oidc.issuer '"
              + oidc.issuer()
              + "' is not safe; allowed: an https: URL, or an http: URL of a loopback address");
    }
  }

  private static boolean isSafe(String issuer) {
    return issuer.matches(ISSUER)
        && (issuer.startsWith("https:")
            || isLoopback(String.valueOf(URI.create(issuer).getHost())));
  }

  private static boolean isLoopback(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private String text(Key key) {
    return values.text(key);
  }
}
