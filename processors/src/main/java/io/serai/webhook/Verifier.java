package io.serai.webhook;

import java.time.Instant;
import java.util.List;

/** Checks who sent a webhook. */
interface Verifier {

  /**
   * Checks a webhook against every secret that is active.
   *
   * @param delivery the webhook
   * @param secrets the active ones: during a rotation there are several
   * @param now what time it is
   * @return what tells a repetition: text that the sender has signed, or {@link #BODY}
   * @throws Unverified when none of them made its signature
   */
  String verify(Delivery delivery, List<String> secrets, Instant now) throws Unverified;

  /** Nothing but the body tells a repetition. */
  String BODY = "";

  /** What becomes of a webhook that no secret fits. */
  static Unverified noMatch(String header) {
    return new Unverified(
        "header '" + header + "' does not match; sign the raw body with a secret of this source");
  }
}
