package io.serai.hub.http;

import io.serai.job.TraceContext;
import io.serai.webhook.Delivery;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Lets pass what routes read of a request, and nothing else. Camel makes headers of both header
 * fields and query parameters, and its components are steered by headers: {@code
 * kafka.OVERRIDE_TOPIC} chose the topic in CVE-2026-49098.
 */
final class HeaderDoor implements Handler<RoutingContext> {

  /** The first three tell the server how long a body is. */
  private static final Set<String> WANTED =
      Set.of(
          "content-length",
          "transfer-encoding",
          "expect",
          "content-type",
          "content-encoding",
          "idempotency-key",
          TraceContext.TRACEPARENT,
          TraceContext.TRACESTATE);

  private final HttpContract contract;

  HeaderDoor(HttpContract contract) {
    this.contract = contract;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    MultiMap headers = request.headers();
    String path = context.normalizedPath();
    List.copyOf(headers.names()).stream()
        .filter(name -> !wanted(name, path))
        .forEach(headers::remove);
    Set<String> known = contract.queryParameters(request.method().name(), path);
    for (Map.Entry<String, String> each : context.queryParams()) {
      if (!known.contains(each.getKey()) || context.queryParam(each.getKey()).size() > 1) {
        refuse(context, each.getKey(), known);
        return;
      }
    }
    context.next();
  }

  private static boolean wanted(String name, String path) {
    String key = name.toLowerCase(Locale.ROOT);
    return WANTED.contains(key)
        || key.startsWith("ce-")
        || (key.equals("accept") && path.equals("/metrics"))
        || (path.startsWith("/webhooks/") && Delivery.HEADERS.contains(key));
  }

  private static void refuse(RoutingContext context, String name, Set<String> known) {
    Problems.send(
        context,
        Problem.of(
            400,
            "unknown-parameter",
            "query parameter '"
                + name
                + "' is unknown or repeated; allowed, once each: "
                + (known.isEmpty() ? "none" : String.join(", ", known))));
  }
}
