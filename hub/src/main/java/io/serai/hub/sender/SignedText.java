package io.serai.hub.sender;

import io.serai.intake.RawMessage;
import io.serai.job.Reply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sender signs: lines that say everything about a message which the hub heeds, then its body
 * as it is on the wire.
 *
 * @param keyId the key it is signed with
 * @param messageId the sender's own identity of the message
 * @param timestamp when it was signed (RFC 3339)
 */
record SignedText(String keyId, String messageId, String timestamp) {

  private static final String VERSION = "serai-v1";

  /** What the attributes of a message say; absent where any is missing. */
  static @Nullable SignedText of(Map<String, String> attributes) {
    String keyId = attributes.get("serai-key-id");
    String messageId = attributes.get("serai-message-id");
    String timestamp = attributes.get("serai-timestamp");
    return keyId == null || messageId == null || timestamp == null
        ? null
        : new SignedText(keyId, messageId, timestamp);
  }

  /** The bytes that the signature is over. */
  byte[] bytes(RawMessage message) {
    Reply reply = message.reply();
    String head =
        String.join(
            "\n",
            VERSION,
            line(keyId),
            line(messageId),
            line(timestamp),
            line(reply == null ? null : reply.address()),
            line(reply == null ? null : reply.correlationId()),
            line(message.contentType()),
            line(message.attributes().get("content-encoding")),
            "");
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    text.writeBytes(message.body());
    return text.toByteArray();
  }

  /** A value with a line break in it could pass for several. */
  private static String line(@Nullable String value) {
    if (value == null) {
      return "";
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a signed value has control characters");
    }
    return value;
  }
}
