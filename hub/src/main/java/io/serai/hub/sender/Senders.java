package io.serai.hub.sender;

import io.serai.access.Principal;
import io.serai.access.Role;
import io.serai.hub.config.SenderProof;
import io.serai.hub.secret.SecretException;
import io.serai.hub.secret.Secrets;
import io.serai.intake.InvalidMessage;
import io.serai.intake.RawMessage;
import io.serai.job.TraceContext;
import io.serai.policy.SendersPolicy;
import io.serai.policy.SendersPolicy.SigningKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells who has sent a message, by {@code policies/senders.yaml}. Thread-safe. */
public final class Senders {

  /** Who has sent a message until that is proven: it may become nobody's job. */
  public static final Principal UNPROVEN = new Principal("unproven", null, Set.of());

  private static final Logger LOG = LoggerFactory.getLogger(Senders.class);
  private static final Set<Role> MAY = Set.of(Role.SUBMITTER);
  private static final Set<String> HARMLESS =
      Set.of("content-type", "content-encoding", TraceContext.TRACEPARENT, TraceContext.TRACESTATE);
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private final Supplier<SendersPolicy> policy;
  private final Verifiers verifiers;
  private final Clock clock;

  /**
   * Senders under a policy.
   *
   * @param policy the policy in force, asked for at each message
   * @param secrets finds the keys that the policy refers to
   * @param clock tells how old a signature is
   */
  public Senders(Supplier<SendersPolicy> policy, Secrets secrets, Clock clock) {
    this.policy = policy;
    this.verifiers = new Verifiers(secrets, clock);
    this.clock = clock;
  }

  /**
   * The message with its sender, once that is proven.
   *
   * @param message as it came, with a sender that nothing proves
   * @param proof what must prove the sender
   * @param witnessed what the broker vouches for: the user who published, or the topic; absent
   *     where it vouches for nothing
   * @throws InvalidMessage when the sender is not proven
   */
  public RawMessage prove(RawMessage message, SenderProof proof, @Nullable String witnessed) {
    SendersPolicy inForce = policy.get();
    return switch (proof) {
      case NONE -> message;
      case USER_ID -> message.from(listed(inForce.users(), "user", witnessed));
      case TOPIC -> message.from(listed(inForce.topics(), "topic", witnessed));
      case SIGNED -> signed(message, inForce);
    };
  }

  private static Principal listed(
      Map<String, String> tenants, String noun, @Nullable String witnessed) {
    if (witnessed == null) {
      throw InvalidMessage.unauthenticated(
          "message names no user; publish it with the property user_id");
    }
    String tenant = tenants.get(witnessed);
    if (tenant == null) {
      throw InvalidMessage.unauthenticated(
          noun
              + " '"
              + witnessed
              + "' is unknown; policies/senders.yaml lists those that may send");
    }
    return new Principal(witnessed, tenant, MAY);
  }

  private RawMessage signed(RawMessage message, SendersPolicy inForce) {
    SignedText text = SignedText.of(message.attributes());
    String signature = message.attributes().get("serai-signature");
    if (text == null || signature == null) {
      throw InvalidMessage.unauthenticated(
          "message is not signed; needed: serai-key-id, serai-message-id, serai-timestamp and"
              + " serai-signature");
    }
    SigningKey key = inForce.keys().get(text.keyId());
    if (key == null || !verifies(inForce, key, text, message, signature)) {
      throw InvalidMessage.unauthenticated(
          "signature is not that of key '" + text.keyId() + "' over this message");
    }
    requireFresh(text.timestamp(), inForce);
    return message
        .from(new Principal(text.keyId(), key.tenant(), MAY))
        .vouched("signed:" + text.keyId() + ":" + text.messageId(), vouched(message));
  }

  private boolean verifies(
      SendersPolicy inForce, SigningKey key, SignedText text, RawMessage message, String base64) {
    try {
      return verifiers
          .of(inForce, key)
          .verifies(text.bytes(message), Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return false; // Not base64, or control characters among what is signed.
    } catch (SecretException | IllegalStateException e) {
      LOG.error("messages of key '{}' are refused: {}", text.keyId(), e.getMessage());
      return false;
    }
  }

  private void requireFresh(String timestamp, SendersPolicy inForce) {
    try {
      Instant at = Instant.parse(timestamp);
      Instant now = clock.instant();
      if (at.isAfter(now.minusSeconds(inForce.maxAgeSeconds()))
          && at.isBefore(now.plus(CLOCK_SKEW))) {
        return;
      }
    } catch (DateTimeParseException e) {
      // Worded below, like a time that is too long ago.
    }
    throw InvalidMessage.unauthenticated(
        "timestamp '"
            + timestamp
            + "' is not fresh; allowed: RFC 3339, at most "
            + inForce.maxAgeSeconds()
            + " s ago");
  }

  /** Whatever else could change what a message means, or make a replay of it another job. */
  private static Map<String, String> vouched(RawMessage message) {
    Map<String, String> attributes = new HashMap<>(message.attributes());
    attributes.keySet().retainAll(HARMLESS);
    return attributes;
  }
}
