package io.serai.webhook;

import io.serai.job.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** How a source signs its webhooks. */
public enum Scheme {
  GITHUB,
  GITLAB,
  STRIPE,
  SLACK,
  STANDARD;

  /** The scheme as policies write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Checks who sent a webhook.
   *
   * @param secrets those that are active
   * @return the same text for every repetition of the same webhook, and for no other: made of what
   *     is signed, never of a header that anybody could change
   * @throws Unverified when none of the secrets made its signature
   */
  public String verify(Delivery delivery, List<String> secrets, Instant now) throws Unverified {
    String signedId = verifier().verify(delivery, secrets, now);
    byte[] identity =
        signedId.equals(Verifier.BODY)
            ? delivery.body()
            : signedId.getBytes(StandardCharsets.UTF_8);
    return word() + ":" + Sha256.hex(identity);
  }

  private Verifier verifier() {
    return switch (this) {
      case GITHUB -> new GithubVerifier();
      case GITLAB -> new GitlabVerifier();
      case STRIPE -> new StripeVerifier();
      case SLACK -> new SlackVerifier();
      case STANDARD -> new StandardVerifier();
    };
  }
}
