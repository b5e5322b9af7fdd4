package io.serai.hub.server;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.serai.hub.http.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a request must be. A head that two servers may read differently can smuggle a
 * second request past the first of them, so whatever is ambiguous is refused.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-11.2">RFC 9112, section 11.2</a>
 */
final class HeadRules {

  /** Bytes of a request line. */
  static final int MAX_LINE = 8_192;

  /** Bytes of all header fields together. */
  static final int MAX_HEADERS = 16_384;

  private static final int MAX_FIELDS = 100;

  private HeadRules() {}

  /** What is wrong with a head; absent when nothing is. */
  static @Nullable Problem problem(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return unreadable(request.decoderResult().cause());
    }
    HttpHeaders headers = request.headers();
    int fields = headers.entries().size(); // The headers' own size counts names.
    if (fields > MAX_FIELDS) {
      return Problem.of(
          431,
          "too-many-headers",
          fields + " header fields are too many; allowed: up to " + MAX_FIELDS);
    }
    boolean newest = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
    if (!newest && !request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
      return Problem.of(
          505,
          "http-version",
          "version '" + request.protocolVersion() + "' is not served; send HTTP/1.1");
    }
    int hosts = headers.getAll(HttpHeaderNames.HOST).size();
    if (hosts > 1 || (newest && hosts == 0)) {
      return malformed("there must be one Host field (RFC 9112, section 3.2)");
    }
    List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (!codings.isEmpty() && !(newest && codings.equals(List.of("chunked")))) {
      return malformed("the only Transfer-Encoding is chunked, once, in HTTP/1.1");
    }
    return null;
  }

  private static Problem unreadable(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return Problem.of(
          414, "uri-too-long", "request line is too long; allowed: up to " + MAX_LINE + " bytes");
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return Problem.of(
          431,
          "headers-too-large",
          "header fields are too large; allowed: up to " + MAX_HEADERS + " bytes together");
    }
    return malformed("it cannot be read as HTTP/1.1 (RFC 9112)");
  }

  static Problem malformed(String why) {
    return Problem.of(400, "malformed-request", "request is not well-formed; " + why);
  }
}
