package io.serai.hub.metrics;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;

/** Times the routes that ask a language model: the kamelets of external moderators. */
public final class LlmTimer implements RoutePolicyFactory {

  private static final String MODERATORS = "moderation-";
  private static final String STARTED_AT = "serai.started.llm";

  private final Series<Timer> latency;

  /** Times with these meters. */
  public LlmTimer(Metrics metrics) {
    latency =
        Series.timers(
            metrics.registry(), "llm.latency", "One question to a language model outside");
    latency.of(outcome("ok"));
  }

  @Override
  public @Nullable RoutePolicy createRoutePolicy(
      CamelContext context, String routeId, NamedNode route) {
    return routeId.startsWith(MODERATORS) ? new Timed() : null;
  }

  private static Tags outcome(String word) {
    return Tags.of("outcome", word);
  }

  private final class Timed extends RoutePolicySupport {

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
      exchange.setProperty(STARTED_AT, System.nanoTime());
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
      Long from = exchange.getProperty(STARTED_AT, Long.class);
      boolean asked =
          !Boolean.TRUE.equals(
              exchange.getProperty(
                  ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_SHORT_CIRCUITED, Boolean.class));
      if (from != null && asked) {
        latency
            .of(outcome(exchange.getException() == null ? "ok" : "error"))
            .record(System.nanoTime() - from, TimeUnit.NANOSECONDS);
      }
    }
  }
}
