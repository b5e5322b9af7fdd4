package io.serai.intake;

import io.serai.access.Principal;
import io.serai.job.Reply;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as its transport delivered it.
 *
 * @param sender who sent it, as far as its transport or a credential proves
 * @param source the ingress: {@code http}, {@code rabbitmq}, {@code kafka}, {@link #WEBHOOK} or
 *     {@link #SCHEDULE}
 * @param body its bytes
 * @param contentType its media type; absent where the transport has none
 * @param attributes the headers that matter, names in lower case: CloudEvents attributes, {@code
 *     idempotency-key}, {@code traceparent}, {@code tracestate}
 * @param messageId the transport's own identity of the message, for telling repetitions; absent
 *     where there is none
 * @param reply where the answer goes; absent when the sender waits or asks
 */
@SuppressWarnings("ArrayRecordComponent") // Read-only by convention: bodies can be megabytes.
public record RawMessage(
    Principal sender,
    String source,
    byte[] body,
    @Nullable String contentType,
    Map<String, String> attributes,
    @Nullable String messageId,
    @Nullable Reply reply) {

  /** The ingress of webhooks; and what the idempotency keys of their jobs begin with. */
  public static final String WEBHOOK = "webhook";

  /** The ingress of schedules; and what the idempotency keys of their jobs begin with. */
  public static final String SCHEDULE = "schedule";

  /** The same, with another body and other attributes. */
  RawMessage with(byte[] otherBody, Map<String, String> otherAttributes) {
    return new RawMessage(
        sender, source, otherBody, contentType, otherAttributes, messageId, reply);
  }

  /** The same, from a sender who has proven who it is. */
  public RawMessage from(Principal proven) {
    return new RawMessage(proven, source, body, contentType, attributes, messageId, reply);
  }

  /** The same, of an identity and with attributes that its sender has vouched for. */
  public RawMessage vouched(String id, Map<String, String> vouchedAttributes) {
    return new RawMessage(sender, source, body, contentType, vouchedAttributes, id, reply);
  }

  /** The same, with nobody to answer. */
  public RawMessage unanswered() {
    return new RawMessage(sender, source, body, contentType, attributes, messageId, null);
  }

  /** The media type without parameters, in lower case; absent where there is none. */
  @Nullable String mediaType() {
    return contentType == null
        ? null
        : contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
  }
}
