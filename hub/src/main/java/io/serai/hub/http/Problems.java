package io.serai.hub.http;

import io.serai.json.Json;
import io.vertx.ext.web.RoutingContext;

/** Answers a request with a problem document, outside the routes. */
final class Problems {

  private Problems() {}

  static void send(RoutingContext context, Problem problem) {
    if (context.response().ended()) {
      return;
    }
    context
        .response()
        .setStatusCode(problem.status())
        .putHeader("Content-Type", Problem.MEDIA_TYPE)
        .end(Json.MAPPER.valueToTree(problem).toString());
  }
}
