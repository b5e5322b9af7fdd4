package io.serai.intake;

import io.serai.intake.InvalidMessage.Code;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Undoes the content coding of a message (RFC 9110, section 8.4). What comes out is never larger
 * than a message may be, nor out of proportion to what went in.
 */
final class ContentCoding {

  private static final String NAME = "content-encoding";
  private static final long MAX_RATIO = 100;
  private static final long ALWAYS_ALLOWED = 65_536;

  private ContentCoding() {}

  /** The message without its coding. */
  static RawMessage undo(RawMessage message, long maxBytes) {
    String coding =
        message.attributes().getOrDefault(NAME, "identity").trim().toLowerCase(Locale.ROOT);
    return switch (coding) {
      case "identity" -> message;
      case "gzip", "x-gzip" -> plain(message, inflate(message.body(), maxBytes));
      default ->
          throw new InvalidMessage(
              Code.UNSUPPORTED_CONTENT_CODING,
              "content coding '" + coding + "' is not supported; allowed: gzip, identity");
    };
  }

  private static byte[] inflate(byte[] body, long maxBytes) {
    long allowed = Math.min(maxBytes, Math.max(ALWAYS_ALLOWED, body.length * MAX_RATIO));
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] plain = in.readNBytes(Math.toIntExact(allowed + 1));
      if (plain.length > allowed) {
        throw new InvalidMessage(
            Code.BODY_TOO_LARGE,
            "body inflates to more than "
                + allowed
                + " bytes; allowed: up to "
                + maxBytes
                + ", and "
                + MAX_RATIO
                + " times its compressed size");
      }
      return plain;
    } catch (IOException e) {
      throw new InvalidMessage(
          Code.MALFORMED_CONTENT_CODING, "body is not gzip (RFC 1952); " + e.getMessage());
    }
  }

  private static RawMessage plain(RawMessage message, byte[] body) {
    Map<String, String> attributes = new HashMap<>(message.attributes());
    attributes.remove(NAME);
    return message.with(body, attributes);
  }
}
