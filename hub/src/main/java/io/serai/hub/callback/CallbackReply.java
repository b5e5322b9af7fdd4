package io.serai.hub.callback;

import io.serai.hub.secret.Secrets;
import io.serai.job.CallbackUrl;
import io.serai.policy.CallbackPolicy;
import io.serai.replies.RepliesProcessor;
import io.serai.webhook.StandardSigner;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Takes a reply's JSON; leaves it as a {@link CallbackRequest}, signed by Standard Webhooks with
 * every active secret of its tenant. Its id is the job's, the same at each try.
 */
public final class CallbackReply implements Processor {

  private final Supplier<CallbackPolicy> policy;
  private final Secrets secrets;
  private final Clock clock;

  /** Signs as the policy in force says, with secrets as they are then. */
  public CallbackReply(Supplier<CallbackPolicy> policy, Secrets secrets, Clock clock) {
    this.policy = policy;
    this.secrets = secrets;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) {
    String id = exchange.getProperty(RepliesProcessor.JOB_ID, String.class);
    byte[] body = exchange.getMessage().getBody(byte[].class);
    String tenant = exchange.getProperty(RepliesProcessor.TENANT, String.class);
    Map<String, String> headers =
        new HashMap<>(StandardSigner.headers("msg_" + id, clock.instant(), body, secrets(tenant)));
    headers.put("content-type", "application/json");
    headers.put("user-agent", "Serai");
    headers.putAll(RepliesProcessor.traceHeaders(exchange));
    CallbackUrl url = CallbackUrl.of(exchange.getProperty(RepliesProcessor.ADDRESS, String.class));
    exchange.getMessage().removeHeaders("*");
    exchange.getMessage().setBody(new CallbackRequest(url, headers, body));
  }

  private List<String> secrets(String tenant) {
    List<String> references = policy.get().secrets(tenant);
    if (references.isEmpty()) {
      // Not hopeless: somebody may put them back.
      throw new IllegalStateException("tenant '" + tenant + "' has no callback secrets");
    }
    return secrets.resolveAny(references);
  }
}
