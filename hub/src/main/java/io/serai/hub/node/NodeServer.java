package io.serai.hub.node;

import io.serai.fleet.NodeReport;
import io.serai.fleet.RunId;
import io.serai.hub.config.HubConfig;
import io.serai.hub.contract.NodeProblem;
import io.serai.job.TraceContext;
import io.serai.sandbox.Readiness;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code api/node.yaml}, served: over HTTPS to hubs only, or on loopback behind a front. */
final class NodeServer implements AutoCloseable {

  /** What the server asks of the node behind it. */
  record Parts(
      Executions executions, Runs runs, Supplier<NodeReport> report, Supplier<Readiness> ready) {}

  private final Vertx vertx = Vertx.vertx();
  private final Parts parts;
  private final Deliveries deliveries = new Deliveries();
  private final HttpServer server;

  NodeServer(NodeOptions options, HubConfig.Tls tls, long maxBodyBytes, Parts parts) {
    this.parts = parts;
    HttpServerOptions http =
        new HttpServerOptions()
            .setHost(options.listen().host())
            .setPort(options.listen().port())
            .setCompressionSupported(false);
    server =
        vertx
            .createHttpServer(options.behindFront() ? http : secure(http, tls))
            .requestHandler(router(options.behindFront(), maxBodyBytes));
  }

  private static HttpServerOptions secure(HttpServerOptions http, HubConfig.Tls tls) {
    return http.setSsl(true)
        .setClientAuth(ClientAuth.REQUIRED)
        .setKeyCertOptions(
            new PemKeyCertOptions().setCertPath(tls.certificate()).setKeyPath(tls.key()))
        .setTrustOptions(new PemTrustOptions().addCertPath(tls.ca()))
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"));
  }

  private Router router(boolean behindFront, long maxBodyBytes) {
    Router router = Router.router(vertx);
    if (!behindFront) {
      router.route().handler(new HubsOnly());
    }
    router.post("/execute").handler(BodyHandler.create(false).setBodyLimit(maxBodyBytes));
    router.post("/execute").handler(this::execute);
    router.get("/v1/runs/:id").handler(context -> onRun(context, parts.runs()::view));
    router.delete("/v1/runs/:id").handler(context -> onRun(context, parts.runs()::cancel));
    router.get("/v1/node").handler(context -> answer(context, () -> parts.report().get()));
    router
        .get("/healthz")
        .handler(context -> HttpAnswers.send(context.response(), 200, Map.of("status", "up")));
    router.get("/readyz").handler(this::ready);
    refuse(router, 404, "not-found", "path is unknown; api/node.yaml lists all");
    refuse(router, 405, "method-not-allowed", "method is not allowed; api/node.yaml lists all");
    refuse(router, 413, "body-too-large", "run is too large; send less, or raise maxBodyBytes");
    refuse(router, 500, "internal-error", "the node failed; its log says more");
    return router;
  }

  private static void refuse(Router router, int status, String code, String detail) {
    router.errorHandler(
        status,
        context -> HttpAnswers.problem(context.response(), NodeProblem.of(status, code, detail)));
  }

  private void execute(RoutingContext context) {
    HttpServerResponse response = context.response();
    deliveries.begin();
    response.endHandler(unused -> deliveries.end());
    String accept = context.request().getHeader("Accept");
    Answer answer =
        accept != null && accept.contains("text/event-stream")
            ? new StreamAnswer(new Loop(vertx.getOrCreateContext()), response)
            : new DocumentAnswer(new Loop(vertx.getOrCreateContext()), response);
    byte[] body =
        context.body().buffer() == null ? new byte[0] : context.body().buffer().getBytes();
    TraceContext sender =
        TraceContext.parse(
            context.request().getHeader(TraceContext.TRACEPARENT),
            context.request().getHeader(TraceContext.TRACESTATE));
    parts.executions().execute(body, sender, answer);
  }

  private void onRun(RoutingContext context, Function<RunId, Object> work) {
    RunId id;
    try {
      id = RunId.parse(context.pathParam("id"));
    } catch (IllegalArgumentException e) {
      HttpAnswers.problem(
          context.response(),
          NodeProblem.of(400, "invalid-parameter", "id is not a UUID; send a run's id"));
      return;
    }
    answer(context, () -> work.apply(id));
  }

  private void answer(RoutingContext context, Supplier<Object> work) {
    context
        .vertx()
        .executeBlocking(work::get, false)
        .onSuccess(document -> HttpAnswers.send(context.response(), 200, document))
        .onFailure(
            failure -> {
              if (failure instanceof Refusal refusal) {
                HttpAnswers.problem(context.response(), refusal.problem());
              } else {
                context.fail(500, failure);
              }
            });
  }

  private void ready(RoutingContext context) {
    context
        .vertx()
        .executeBlocking(() -> parts.ready().get(), false)
        .onSuccess(
            found ->
                HttpAnswers.send(
                    context.response(),
                    found.ready() ? 200 : 503,
                    Map.of("status", found.ready() ? "up" : "down", "detail", found.detail())))
        .onFailure(failure -> context.fail(500, failure));
  }

  /**
   * Binds.
   *
   * @return the port
   */
  int open() {
    try {
      return server.listen().toCompletionStage().toCompletableFuture().join().actualPort();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(
          "node cannot listen; mend --listen or the files of serai.tls: " + cause.getMessage(), e);
    }
  }

  /** Waits until those who wait for a result have it, within bounds. */
  void awaitDelivered(Duration atMost) throws InterruptedException {
    deliveries.awaitNone(atMost);
  }

  @Override
  public void close() {
    vertx
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(5, TimeUnit.SECONDS)
        .exceptionally(failure -> null)
        .join();
  }
}
