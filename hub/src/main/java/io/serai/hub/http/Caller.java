package io.serai.hub.http;

import io.serai.access.Admission;
import io.serai.access.Principal;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConstants;
import org.jspecify.annotations.Nullable;

/** Who sent a request. The gate notes it on the request, and Camel hands it on to the route. */
public final class Caller {

  private static final String ADMISSION = "serai.admission";

  private Caller() {}

  /** Notes who sent a request, before any route sees it. */
  @SuppressWarnings("deprecation") // What Camel hands on is this user, and nothing else sets it.
  static void set(RoutingContext context, Admission admission) {
    context.setUser(User.create(new JsonObject(), new JsonObject().put(ADMISSION, admission)));
  }

  /** The principal behind a request that a route handles. */
  public static Principal of(Exchange exchange) {
    return admission(exchange).principal();
  }

  /** The principal behind a request that is handled outside the routes. */
  static Principal of(RoutingContext context) {
    return admission(context.user()).principal();
  }

  /** The same with what it may do. */
  public static Admission admission(Exchange exchange) {
    if (exchange.getProperty(ADMISSION) instanceof Admission noted) {
      return noted;
    }
    // Camel hands the user on as a header, and headers are soon taken off the message.
    Object user = exchange.getMessage().getHeader(VertxPlatformHttpConstants.AUTHENTICATED_USER);
    Admission admission = admission(user instanceof User known ? known : null);
    exchange.setProperty(ADMISSION, admission);
    return admission;
  }

  /**
   * Refuses who is bound to one tenant what is of all.
   *
   * @param what what is asked for, with its verb, such as "metrics are"
   */
  public static void requireAllTenants(Exchange exchange, String what) {
    if (of(exchange).tenant() != null) {
      throw new ProblemException(
          Problem.of(
              403,
              "of-all-tenants",
              what + " of all tenants; send a credential that is bound to none"));
    }
  }

  /** A request that has not passed the gate has no caller, and must get nowhere. */
  private static Admission admission(@Nullable User user) {
    if (user != null && user.attributes().getValue(ADMISSION) instanceof Admission admission) {
      return admission;
    }
    throw new ProblemException(
        Problem.of(503, "no-caller", "request came past the gate; try again in a second"));
  }
}
