package io.serai.hub;

import io.serai.hub.remote.Signers;
import io.serai.job.Usage;
import io.serai.sandbox.RunResult;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.ProcessorEndpoint;

/** Stands in for the component {@code node}: finds the signer of an endpoint, and sends nothing. */
final class SigningNode extends DefaultComponent {

  private final Signers signers;

  SigningNode(Signers signers) {
    this.signers = signers;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    Map<String, Object> own = new HashMap<>(parameters);
    parameters.clear();
    String auth = String.valueOf(own.get("auth"));
    var unused = signers.of(auth, own);
    return new ProcessorEndpoint(
        uri,
        this,
        exchange ->
            exchange.getMessage().setBody(RunResult.printed("signed by " + auth, Usage.NONE)));
  }
}
