package io.serai.hub.sender;

import io.serai.policy.SendersPolicy;
import io.serai.policy.SendersPolicy.SigningKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The verifiers of the keys in force. A key is read again when the policy changes, and every half
 * minute, since what its reference refers to may have been replaced. Thread-safe.
 */
final class Verifiers {

  private static final Duration FRESH = Duration.ofSeconds(30);

  private record Known(Verifier verifier, Instant until) {}

  private final KeyText texts;
  private final Clock clock;
  private final Map<SigningKey, Known> known = new ConcurrentHashMap<>();

  Verifiers(KeyText texts, Clock clock) {
    this.texts = texts;
    this.clock = clock;
  }

  /**
   * The verifier of a key.
   *
   * @throws IllegalStateException when the key cannot be found, or is not fit to be used
   */
  Verifier of(SendersPolicy policy, SigningKey key) {
    Instant now = clock.instant();
    Known here = known.get(key);
    if (here != null && now.isBefore(here.until())) {
      return here.verifier();
    }
    known.keySet().retainAll(policy.keys().values());
    Verifier verifier = Verifier.of(key, texts.find(key.key()));
    known.put(key, new Known(verifier, now.plus(FRESH)));
    return verifier;
  }
}
