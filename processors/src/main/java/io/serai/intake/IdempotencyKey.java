package io.serai.intake;

import io.serai.intake.InvalidMessage.Code;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** By what the repetitions of a job are told. */
final class IdempotencyKey {

  /** What an index of the database can hold, whatever its characters. */
  private static final int LONGEST = 500;

  private IdempotencyKey() {}

  /**
   * The key of a message's job; absent when it has none.
   *
   * @throws InvalidMessage when it cannot be kept, or is one that only webhooks or schedules may
   *     have
   */
  static @Nullable String of(JobDocument document, Envelope envelope, RawMessage message) {
    String key = first(document, envelope, message);
    if (key != null) {
      requireStorable(key);
      requireOwn(key, message);
    }
    return key;
  }

  /** The sender's own key first, then the envelope's identity, then the transport's. */
  private static @Nullable String first(
      JobDocument document, Envelope envelope, RawMessage message) {
    String key = document.idempotencyKey();
    key = key == null ? message.attributes().get("idempotency-key") : key;
    key = key == null ? envelope.eventKey() : key;
    return key == null ? message.messageId() : key;
  }

  private static void requireStorable(String key) {
    boolean fits = !key.isEmpty() && key.length() <= LONGEST;
    if (!fits || key.codePoints().anyMatch(IdempotencyKey::isNoCharacter)) {
      throw new InvalidMessage(
          Code.INVALID_JOB,
          "idempotency key of "
              + key.length()
              + " characters is not allowed; allowed: 1 to "
              + LONGEST
              + " characters, none of them a control character or half of one");
    }
  }

  private static boolean isNoCharacter(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL || type == Character.SURROGATE;
  }

  /** Or a sender could take the place of a webhook, or of a time, that has yet to come. */
  private static void requireOwn(String key, RawMessage message) {
    for (String source : List.of(RawMessage.WEBHOOK, RawMessage.SCHEDULE)) {
      if (key.startsWith(source + ":") && !message.source().equals(source)) {
        throw new InvalidMessage(
            Code.INVALID_JOB,
            "idempotency key begins with '"
                + source
                + ":', as only those of "
                + source
                + "s may; begin it with another word");
      }
    }
  }
}
