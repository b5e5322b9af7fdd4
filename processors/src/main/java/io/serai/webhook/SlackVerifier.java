package io.serai.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * {@code X-Slack-Signature}: the HMAC in hex of {@code v0:}, the time, a colon and the body.
 *
 * @see <a href="https://docs.slack.dev/authentication/verifying-requests-from-slack">Verifying
 *     requests from Slack</a>
 */
final class SlackVerifier implements Verifier {

  private static final String STAMP = "x-slack-request-timestamp";
  private static final String HEADER = "x-slack-signature";

  @Override
  public String verify(Delivery delivery, List<String> secrets, Instant now) throws Unverified {
    String stamp = delivery.required(STAMP);
    String given = delivery.required(HEADER);
    Delivery.requireFresh(stamp, now);
    boolean matches = false;
    for (String secret : secrets) {
      byte[] key = secret.getBytes(StandardCharsets.UTF_8);
      String right = "v0=" + Hmac.of(key, "v0:" + stamp + ":", delivery.body()).hex();
      matches |= Hmac.same(right, given);
    }
    if (!matches) {
      throw Verifier.noMatch(HEADER);
    }
    return BODY;
  }
}
