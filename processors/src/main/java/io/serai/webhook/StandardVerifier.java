package io.serai.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * Standard Webhooks: signatures over id, time and body, {@code v1} by HMAC and {@code v1a} by
 * Ed25519.
 *
 * @see <a
 *     href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">
 *     Standard Webhooks</a>
 */
final class StandardVerifier implements Verifier {

  static final String SIGNATURE = "webhook-signature";

  @Override
  public String verify(Delivery delivery, List<String> secrets, Instant now) throws Unverified {
    String id = delivery.required("webhook-id");
    String stamp = delivery.required("webhook-timestamp");
    String[] given = delivery.required(SIGNATURE).split(" ", -1);
    Delivery.requireFresh(stamp, now);
    String prefix = id + "." + stamp + ".";
    boolean matches = false;
    for (String secret : secrets) {
      for (String each : given) {
        matches |= fits(secret, each, prefix, delivery.body());
      }
    }
    if (!matches) {
      throw Verifier.noMatch(SIGNATURE);
    }
    return id;
  }

  private static boolean fits(String secret, String given, String prefix, byte[] body) {
    return StandardKeys.isPublic(secret)
        ? given.startsWith("v1a,") && isSigned(secret, given.substring(4), prefix, body)
        : Hmac.same("v1," + Hmac.of(StandardKeys.signing(secret), prefix, body).base64(), given);
  }

  private static boolean isSigned(String secret, String given, String prefix, byte[] body) {
    PublicKey key = StandardKeys.verifying(secret);
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(key);
      signature.update(prefix.getBytes(StandardCharsets.UTF_8));
      signature.update(body);
      return signature.verify(Base64.getDecoder().decode(given));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Whatever is no signature at all fits no key either.
      return false;
    }
  }
}
