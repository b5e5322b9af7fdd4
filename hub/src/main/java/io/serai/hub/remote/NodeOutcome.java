package io.serai.hub.remote;

import io.serai.sandbox.NeverRanException;
import io.serai.sandbox.RunResult;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;

/**
 * Says in the words of sandboxes how a call through a circuit breaker ended: as the fallback of the
 * breaker, and once more after it. A breaker that is open has sent nothing.
 */
public final class NodeOutcome implements Processor {

  @Override
  public void process(Exchange exchange) throws Exception {
    Object body = exchange.getMessage().getBody();
    if (body instanceof RunResult) {
      return;
    }
    if (body instanceof NeverRanException backPressure) {
      throw backPressure;
    }
    Exception failure = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
    if (failure != null) {
      throw failure;
    }
    throw new NeverRanException(
        "breaker-open", "most runs there failed lately; send it elsewhere", Duration.ZERO);
  }
}
