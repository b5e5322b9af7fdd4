package io.serai.hub.callback;

import io.serai.job.CallbackUrl;
import java.util.Map;

/**
 * A signed result, ready to be posted.
 *
 * @param url where to
 * @param headers its headers, the signature among them
 * @param body the result as JSON, UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // Read-only by convention: results can be megabytes.
public record CallbackRequest(CallbackUrl url, Map<String, String> headers, byte[] body) {

  public CallbackRequest {
    headers = Map.copyOf(headers);
  }
}
