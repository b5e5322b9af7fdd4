package io.serai.hub.http;

import io.serai.hub.events.JobEvent;
import io.serai.hub.events.JobEvents;
import io.serai.job.JobId;
import io.serai.job.Result;
import io.serai.store.JobStore;
import io.serai.store.JobView;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * {@code GET /v1/jobs/{id}/events}: Server-Sent Events. On the Vert.x router itself, because a
 * Camel body reaches the client only in large pieces.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent
 *     events</a>
 */
final class EventStream implements Handler<RoutingContext> {

  private static final long CHECK_MS = TimeUnit.SECONDS.toMillis(1);

  private final JobStore store;
  private final JobEvents events;

  EventStream(JobStore store, JobEvents events) {
    this.store = store;
    this.events = events;
  }

  @Override
  public void handle(RoutingContext context) {
    JobId id;
    try {
      id = JobId.parse(context.pathParam("id"));
    } catch (IllegalArgumentException e) {
      Problems.send(
          context, Problem.of(400, "invalid-parameter", "id is not a UUID; send a job's id"));
      return;
    }
    context
        .vertx()
        .executeBlocking(() -> store.find(id, Caller.of(context).tenant()), false)
        .onSuccess(found -> stream(context, id, found))
        .onFailure(failure -> Problems.send(context, Problem.of(failure)));
  }

  private void stream(RoutingContext context, JobId id, Optional<JobView> found) {
    if (found.isEmpty()) {
      Problems.send(
          context, Problem.of(404, "unknown-job", "job '" + id + "' is unknown; check the id"));
      return;
    }
    HttpServerResponse response = context.response();
    ServerSentEvents.begin(response);
    JobView job = found.get();
    write(response, new JobEvent("state", Map.of("state", job.state())));
    Result result = job.result();
    if (result != null) {
      writeResult(response, result);
      return;
    }
    Vertx vertx = context.vertx();
    var loop = vertx.getOrCreateContext();
    Runnable unwatch =
        events.watch(id, event -> loop.runOnContext(unused -> write(response, event)));
    long timer = vertx.setPeriodic(CHECK_MS, unused -> check(context, id));
    response.closeHandler(unused -> vertx.cancelTimer(timer));
    response.endHandler(
        unused -> {
          vertx.cancelTimer(timer);
          unwatch.run();
          events.forget(id);
        });
  }

  /** The job may run on another hub, whose events do not reach this one: its result does. */
  private void check(RoutingContext context, JobId id) {
    HttpServerResponse response = context.response();
    context
        .vertx()
        .executeBlocking(() -> store.find(id).map(JobView::result), false)
        .onSuccess(
            found -> {
              if (found.isPresent() && !response.ended()) {
                writeResult(response, found.get());
              }
            });
  }

  private static void writeResult(HttpServerResponse response, Result result) {
    write(response, new JobEvent("result", result));
  }

  private static void write(HttpServerResponse response, JobEvent event) {
    ServerSentEvents.write(response, event);
    if (event.name().equals("result") && !response.ended()) {
      response.end();
    }
  }
}
