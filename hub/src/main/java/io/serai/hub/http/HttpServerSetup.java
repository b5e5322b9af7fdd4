package io.serai.hub.http;

import io.serai.intake.Doors;
import io.serai.store.JobStore;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/** Lays onto the HTTP server what routes cannot do: the contract's edges and live events. */
public final class HttpServerSetup {

  private final HttpContract contract;
  private final JobStore store;
  private final Doors doors;
  private final LiveEvents events;

  /**
   * A set-up, not yet applied.
   *
   * @param contract the HTTP contract
   * @param store tells which jobs there are
   * @param doors tells whether the hub takes jobs still; connections are given up when not
   * @param events tells what happens as it happens
   */
  public HttpServerSetup(HttpContract contract, JobStore store, Doors doors, LiveEvents events) {
    this.contract = contract;
    this.store = store;
    this.doors = doors;
    this.events = events;
  }

  /** Applies it to the context's server. */
  public void apply(CamelContext context, int port) {
    VertxPlatformHttpRouter router =
        VertxPlatformHttpRouter.lookup(
            context, VertxPlatformHttpRouter.getRouterNameFromPort(port));
    router.route().order(-1000).handler(this::refuseUnknown);
    router
        .route(HttpMethod.GET, "/v1/jobs/:id/events")
        .order(-900)
        .handler(new EventStream(store, events.jobs()));
    router
        .route(HttpMethod.GET, "/v1/sessions/:id/events")
        .order(-900)
        .handler(new SessionStream(events.sessions()));
    router.errorHandler(413, HttpServerSetup::tooLarge);
    router.errorHandler(500, HttpServerSetup::failed);
  }

  private void refuseUnknown(RoutingContext context) {
    if (!doors.open()) {
      context.response().putHeader("Connection", "close");
    }
    Set<String> methods = contract.methods(context.normalizedPath());
    String method = context.request().method().name();
    if (methods.isEmpty()) {
      Problems.send(
          context,
          Problem.of(
              404,
              "not-found",
              "path '" + context.normalizedPath() + "' is unknown; api/openapi.yaml lists all"));
    } else if (!methods.contains(method)) {
      context.response().putHeader("Allow", String.join(", ", methods));
      Problems.send(
          context,
          Problem.of(
              405,
              "method-not-allowed",
              "method '"
                  + method
                  + "' is not allowed here; allowed: "
                  + String.join(", ", methods)));
    } else {
      context.next();
    }
  }

  private static void tooLarge(RoutingContext context) {
    Problems.send(
        context,
        Problem.of(
            413,
            "body-too-large",
            "body is too large; policies/sandbox.yaml says how large it may be"));
  }

  private static void failed(RoutingContext context) {
    Problems.send(context, Problem.of(500, "internal-error", "the hub failed; its log says more"));
  }
}
