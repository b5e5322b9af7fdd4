package io.serai.job;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a result is posted to.
 *
 * @param destination the host and port to connect to
 * @param https whether by TLS
 * @param target what to ask for there: path and query, from the first slash on
 */
public record CallbackUrl(Destination destination, boolean https, String target) {

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /**
   * Reads a URL. Spellings that different programs read differently are refused.
   *
   * @throws IllegalArgumentException when it is none, with words for its sender
   */
  public static CallbackUrl of(String text) {
    URI uri = parse(text);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean https = scheme.equals("https");
    if (!https && !scheme.equals("http")) {
      throw invalid("has no scheme that is known", "https");
    }
    if (uri.getHost() == null) {
      throw invalid("has no host", "https://host/path");
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw invalid("has a user or a fragment", "https://host/path?query");
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : https ? HTTPS_PORT : HTTP_PORT;
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new CallbackUrl(new Destination(uri.getHost(), port), https, path + query);
  }

  private static URI parse(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw invalid("is not a URL", "https://host/path");
    }
  }

  private static IllegalArgumentException invalid(String wrong, String allowed) {
    // Not worded with the URL, whose query may hold a token.
    return new IllegalArgumentException("callback " + wrong + "; allowed: " + allowed);
  }
}
