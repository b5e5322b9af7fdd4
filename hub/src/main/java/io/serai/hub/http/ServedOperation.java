package io.serai.hub.http;

import io.serai.job.Walk;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;

/**
 * Notes of each request by which operation of the contract it is served, for the job that it may
 * become; routes know nothing of it.
 */
public final class ServedOperation implements RoutePolicyFactory {

  private final HttpContract contract;

  /** Notes the operations of this contract. */
  public ServedOperation(HttpContract contract) {
    this.contract = contract;
  }

  @Override
  public @Nullable RoutePolicy createRoutePolicy(
      CamelContext context, String routeId, NamedNode route) {
    return contract.line(routeId).map(Note::new).orElse(null);
  }

  private static final class Note extends RoutePolicySupport {

    private final String line;

    Note(String line) {
      this.line = line;
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
      exchange.setProperty(Walk.OPERATION, line);
    }
  }
}
