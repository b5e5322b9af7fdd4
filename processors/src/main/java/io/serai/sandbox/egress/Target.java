package io.serai.sandbox.egress;

import io.serai.job.Destination;
import java.util.Locale;

/**
 * What a request to the proxy is for.
 *
 * @param destination whom to connect to
 * @param path what to ask there; empty for a tunnel
 */
record Target(Destination destination, String path) {

  private static final String SCHEME = "http://";
  private static final int HTTP_PORT = 80;

  /** The target of a CONNECT. */
  static Target ofTunnel(String authority) throws Refusal {
    return new Target(destination(authority), "");
  }

  /**
   * The target of any other request, which names it in absolute form.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2">RFC 9112, absolute-form</a>
   */
  static Target ofRequest(String uri) throws Refusal {
    if (!uri.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw new Refusal(
          Refusal.MALFORMED, "this is a proxy; allowed: CONNECT host:port, or http://host/path");
    }
    int path = SCHEME.length();
    while (path < uri.length() && "/?#".indexOf(uri.charAt(path)) < 0) {
      path++;
    }
    String authority = uri.substring(SCHEME.length(), path);
    boolean hasPort = authority.lastIndexOf(':') > authority.lastIndexOf(']');
    String rest = uri.substring(path);
    return new Target(
        destination(hasPort ? authority : authority + ":" + HTTP_PORT),
        rest.startsWith("/") ? rest : "/" + rest);
  }

  private static Destination destination(String authority) throws Refusal {
    try {
      return Destination.of(authority);
    } catch (IllegalArgumentException e) {
      // Not worded with what was asked: that goes to the log too, and may hold anything.
      throw new Refusal(Refusal.MALFORMED, "destination is not one; allowed: host:port");
    }
  }
}
