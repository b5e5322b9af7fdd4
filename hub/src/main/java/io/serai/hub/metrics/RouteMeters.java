package io.serai.hub.metrics;

import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicy;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.spi.RoutePolicy;

/**
 * Meters of routes that outlive them: each version of a route counts on where the one before
 * stopped, and one that ends takes nothing from the other.
 */
final class RouteMeters extends MicrometerRoutePolicyFactory {

  @Override
  public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
    MicrometerRoutePolicy policy =
        new MicrometerRoutePolicy(this) {
          @Override
          public void onRemove(Route removed) {}
        };
    policy.setMeterRegistry(getMeterRegistry());
    policy.setNamingStrategy(getNamingStrategy());
    policy.setConfiguration(getPolicyConfiguration());
    return policy;
  }
}
