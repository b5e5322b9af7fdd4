package io.serai.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * {@code X-Hub-Signature-256}: the body's HMAC in hex. The delivery's id and event are not signed.
 *
 * @see <a href="https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries">
 *     Validating webhook deliveries</a>
 */
final class GithubVerifier implements Verifier {

  private static final String HEADER = "x-hub-signature-256";

  @Override
  public String verify(Delivery delivery, List<String> secrets, Instant now) throws Unverified {
    String given = delivery.required(HEADER);
    boolean matches = false;
    for (String secret : secrets) {
      byte[] key = secret.getBytes(StandardCharsets.UTF_8);
      matches |= Hmac.same("sha256=" + Hmac.of(key, "", delivery.body()).hex(), given);
    }
    if (!matches) {
      throw Verifier.noMatch(HEADER);
    }
    return BODY;
  }
}
