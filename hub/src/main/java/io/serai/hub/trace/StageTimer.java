package io.serai.hub.trace;

import io.serai.job.Refused;
import io.serai.job.Timeline;
import io.serai.job.Walk;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;

/** Notes on a walk's timeline when each stage began and ended; stages know nothing of it. */
public final class StageTimer implements RoutePolicyFactory {

  private static final Set<String> STAGES =
      Set.of("moderation", "allowlist", "approval", "router", "recipients", "results");

  @Override
  public @Nullable RoutePolicy createRoutePolicy(
      CamelContext context, String routeId, NamedNode route) {
    return STAGES.contains(routeId) ? new Stage(routeId) : null;
  }

  private static final class Stage extends RoutePolicySupport {

    private final String word;
    private final String startedAt;

    Stage(String word) {
      this.word = word;
      this.startedAt = "serai.started." + word;
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
      exchange.setProperty(startedAt, System.nanoTime());
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
      Timeline timeline = exchange.getProperty(Walk.TIMELINE, Timeline.class);
      Long from = exchange.getProperty(startedAt, Long.class);
      if (timeline != null && from != null) {
        timeline.add(word, from, System.nanoTime(), outcome(exchange));
      }
    }

    private static String outcome(Exchange exchange) {
      Exception exception = exchange.getException();
      if (exception == null) {
        return "ok";
      }
      return exception instanceof Refused ? "refused" : "error";
    }
  }
}
