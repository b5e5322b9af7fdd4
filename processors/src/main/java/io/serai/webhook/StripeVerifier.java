package io.serai.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code Stripe-Signature: t=…,v1=…}: the HMAC in hex of the time, a dot and the body.
 *
 * @see <a href="https://docs.stripe.com/webhooks#verify-manually">Stripe, Verify manually</a>
 */
final class StripeVerifier implements Verifier {

  private static final String HEADER = "stripe-signature";

  @Override
  public String verify(Delivery delivery, List<String> secrets, Instant now) throws Unverified {
    String stamp = "";
    List<String> given = new ArrayList<>();
    for (String part : delivery.required(HEADER).split(",", -1)) {
      String[] pair = part.trim().split("=", 2);
      if (pair.length == 2 && pair[0].equals("t")) {
        stamp = pair[1];
      } else if (pair.length == 2 && pair[0].equals("v1")) {
        given.add(pair[1]);
      }
    }
    Delivery.requireFresh(stamp, now);
    boolean matches = false;
    for (String secret : secrets) {
      byte[] key = secret.getBytes(StandardCharsets.UTF_8);
      String right = Hmac.of(key, stamp + ".", delivery.body()).hex();
      for (String each : given) {
        matches |= Hmac.same(right, each);
      }
    }
    if (!matches) {
      throw Verifier.noMatch(HEADER);
    }
    return BODY;
  }
}
