package io.serai.hub.http;

import io.serai.hub.events.JobEvent;
import io.serai.hub.sandbox.Sessions;
import io.serai.job.Refused;
import io.serai.job.SessionId;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@code GET /v1/sessions/{id}/events}: what happens in a session, as it happens. Who listens holds
 * the session: it ends when the last stream drops.
 */
final class SessionStream implements Handler<RoutingContext> {

  private static final long COMMENT_MS = TimeUnit.SECONDS.toMillis(15);

  private final Sessions sessions;

  SessionStream(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public void handle(RoutingContext context) {
    try {
      stream(context, SessionRequests.id(context.pathParam("id")));
    } catch (Refused | ProblemException e) {
      Problems.send(context, Problem.of(e));
    }
  }

  private void stream(RoutingContext context, SessionId id) {
    HttpServerResponse response = context.response();
    Vertx vertx = context.vertx();
    var loop = vertx.getOrCreateContext();
    Runnable stop =
        sessions.listen(
            id, Caller.of(context), event -> loop.runOnContext(unused -> tell(response, event)));
    ServerSentEvents.begin(response);
    ServerSentEvents.write(response, new JobEvent("state", Map.of("state", "open")));
    long timer = vertx.setPeriodic(COMMENT_MS, unused -> ServerSentEvents.writeComment(response));
    response.closeHandler(unused -> leave(vertx, timer, stop));
    response.endHandler(unused -> leave(vertx, timer, stop));
  }

  private static void tell(HttpServerResponse response, JobEvent event) {
    ServerSentEvents.write(response, event);
    if (event.name().equals("closed") && !response.ended()) {
      response.end();
    }
  }

  /** Ending a session may wait for its sandbox, so it is done off the event loop. */
  private static void leave(Vertx vertx, long timer, Runnable stop) {
    vertx.cancelTimer(timer);
    vertx.executeBlocking(
        () -> {
          stop.run();
          return null;
        },
        false);
  }
}
