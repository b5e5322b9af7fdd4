package io.serai.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
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
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity);
      return word() + ":" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
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
