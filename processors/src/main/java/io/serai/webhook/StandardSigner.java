package io.serai.webhook;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Signs what is sent by Standard Webhooks, with every active secret: a receiver that knows the old
 * one or the new one finds its signature.
 */
public final class StandardSigner {

  private StandardSigner() {}

  /**
   * The headers that prove who sent a message.
   *
   * @param id the same at each try, so that a receiver can tell a repetition
   * @param secrets {@code whsec_} and base64, at least one
   */
  public static Map<String, String> headers(
      String id, Instant now, byte[] body, List<String> secrets) {
    String stamp = String.valueOf(now.getEpochSecond());
    String prefix = id + "." + stamp + ".";
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", stamp);
    headers.put(
        StandardVerifier.SIGNATURE,
        secrets.stream()
            .map(each -> "v1," + Hmac.of(StandardKeys.signing(each), prefix, body).base64())
            .collect(Collectors.joining(" ")));
    return headers;
  }
}
