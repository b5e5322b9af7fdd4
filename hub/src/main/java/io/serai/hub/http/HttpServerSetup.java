package io.serai.hub.http;

import io.serai.access.Admission;
import io.serai.hub.access.Access;
import io.serai.intake.Doors;
import io.serai.store.JobStore;
import io.vertx.core.Handler;
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
  private final Handler<RoutingContext> gate;
  private final Handler<RoutingContext> meter;

  /**
   * A set-up, not yet applied.
   *
   * @param contract the HTTP contract
   * @param store tells which jobs there are
   * @param doors tells whether the hub takes jobs still; connections are given up when not
   * @param events tells what happens as it happens
   * @param access tells who may call what
   * @param meter sees every request first
   */
  public HttpServerSetup(
      HttpContract contract,
      JobStore store,
      Doors doors,
      LiveEvents events,
      Access access,
      Handler<RoutingContext> meter) {
    this.contract = contract;
    this.store = store;
    this.doors = doors;
    this.events = events;
    this.meter = meter;
    this.gate =
        access.required()
            ? new AccessGate(contract, access.doorkeeper(), access.refusals())
            : HttpServerSetup::admitEverybody;
  }

  private static void admitEverybody(RoutingContext context) {
    Caller.set(context, Admission.LOCAL);
    context.next();
  }

  /** Applies it to the context's server. */
  public void apply(CamelContext context, int port) {
    VertxPlatformHttpRouter router =
        VertxPlatformHttpRouter.lookup(
            context, VertxPlatformHttpRouter.getRouterNameFromPort(port));
    router.route().order(-1200).handler(meter);
    router.route().order(-1100).handler(HttpServerSetup::tellCodings);
    router.route().order(-1000).handler(this::refuseUnknown);
    router.route().order(-950).handler(gate);
    router
        .route(HttpMethod.GET, "/v1/jobs/:id/events")
        .order(-900)
        .handler(new EventStream(store, events.jobs()));
    router
        .route(HttpMethod.GET, "/v1/sessions/:id/events")
        .order(-900)
        .handler(new SessionStream(events.sessions()));
    router.route().order(-100).handler(new HeaderDoor(contract));
    router.route(HttpMethod.POST, "/webhooks/:source").order(-50).handler(RawForms::keep);
    router.errorHandler(404, HttpServerSetup::notServed);
    router.errorHandler(413, HttpServerSetup::tooLarge);
    router.errorHandler(500, HttpServerSetup::failed);
  }

  /**
   * Which codings a refused body might have had (RFC 9110, section 12.5.3); Camel drops this one.
   */
  private static void tellCodings(RoutingContext context) {
    context.addHeadersEndHandler(
        unused -> {
          if (context.response().getStatusCode() == 415) {
            context.response().putHeader("Accept-Encoding", "gzip");
          }
        });
    context.next();
  }

  private void refuseUnknown(RoutingContext context) {
    if (!doors.open()) {
      context.response().putHeader("Connection", "close");
    }
    // Routes match the path as it was sent: what is refused here must be what they would serve.
    boolean asSent = context.normalizedPath().equals(context.request().path());
    Set<String> methods = asSent ? contract.methods(context.normalizedPath()) : Set.of();
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

  /** The contract has it, and its route is not there: not yet, or not any more. */
  private static void notServed(RoutingContext context) {
    context.response().putHeader("Retry-After", "1");
    Problems.send(
        context, Problem.of(503, "not-serving", "the hub starts or stops; send it again"));
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
