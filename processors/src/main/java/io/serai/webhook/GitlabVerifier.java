package io.serai.webhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * GitLab's signing token, which begins with {@code whsec_} and signs like {@link StandardVerifier};
 * or its older secret token, sent as it is in {@code X-Gitlab-Token}, which says nothing of the
 * body. A signing token is never taken as a secret token.
 *
 * @see <a href="https://docs.gitlab.com/user/project/integrations/webhooks/">GitLab, Webhooks</a>
 */
final class GitlabVerifier implements Verifier {

  private static final String HEADER = "x-gitlab-token";

  private final Verifier signed = new StandardVerifier();

  @Override
  public String verify(Delivery delivery, List<String> secrets, Instant now) throws Unverified {
    List<String> signing = new ArrayList<>();
    List<String> tokens = new ArrayList<>();
    secrets.forEach(each -> (StandardKeys.isSigning(each) ? signing : tokens).add(each));
    if (!signing.isEmpty() && delivery.optional(StandardVerifier.SIGNATURE) != null) {
      return signed.verify(delivery, signing, now);
    }
    String given = delivery.required(HEADER);
    boolean matches = false;
    for (String token : tokens) {
      matches |= Hmac.same(token, given);
    }
    if (!matches) {
      throw Verifier.noMatch(HEADER);
    }
    return BODY;
  }
}
