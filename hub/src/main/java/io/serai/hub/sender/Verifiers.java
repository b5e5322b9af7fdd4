package io.serai.hub.sender;

import io.serai.hub.secret.SecretException;
import io.serai.hub.secret.Secrets;
import io.serai.policy.SendersPolicy;
import io.serai.policy.SendersPolicy.SigningKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verifiers of the keys in force. A key is read again when the policy changes, and every half
 * minute, since what its reference refers to may have been replaced; while it cannot be read, the
 * one that is known counts on. Thread-safe.
 */
final class Verifiers {

  private static final Logger LOG = LoggerFactory.getLogger(Verifiers.class);
  private static final Duration FRESH = Duration.ofSeconds(30);

  private record Known(Verifier verifier, Instant until) {}

  private final Secrets secrets;
  private final Clock clock;
  private final Map<SigningKey, Known> known = new ConcurrentHashMap<>();

  Verifiers(Secrets secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * The verifier of a key.
   *
   * @throws SecretException when the key cannot be read, and never could
   * @throws IllegalStateException when it is not fit to be used
   */
  Verifier of(SendersPolicy policy, SigningKey key) {
    Instant now = clock.instant();
    Known here = known.get(key);
    if (here != null && now.isBefore(here.until())) {
      return here.verifier();
    }
    known.keySet().retainAll(policy.keys().values());
    Verifier verifier = read(key, here);
    known.put(key, new Known(verifier, now.plus(FRESH)));
    return verifier;
  }

  private Verifier read(SigningKey key, @Nullable Known before) {
    try {
      return Verifier.of(key, secrets.resolve(key.key()).reveal().trim());
    } catch (SecretException e) {
      if (before == null) {
        throw e;
      }
      LOG.warn("key that was known counts on: {}", e.getMessage());
      return before.verifier();
    }
  }
}
