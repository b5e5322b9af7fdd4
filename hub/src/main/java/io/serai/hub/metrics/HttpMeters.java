package io.serai.hub.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.serai.hub.http.HttpContract;
import io.serai.hub.http.HttpContract.PathItem;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts and times every request, whatever becomes of it. Labels are the contract's paths and
 * methods: what it does not have is {@code other}, whatever a caller asks for.
 */
public final class HttpMeters implements Handler<RoutingContext> {

  private static final PathItem UNKNOWN = new PathItem(BoundedLabel.OTHER, new TreeMap<>());

  private final HttpContract contract;
  private final Series<Counter> requests;
  private final Series<Timer> latency;

  /** Counts requests of this contract with these meters. */
  public HttpMeters(HttpContract contract, Metrics metrics) {
    this.contract = contract;
    requests =
        Series.counters(
            metrics.registry(),
            "http.requests",
            "Requests, by the path of the contract that they were for");
    latency =
        Series.timers(
            metrics.registry(),
            "http.request.latency",
            "From a request's head to the end of its answer");
  }

  @Override
  public void handle(RoutingContext context) {
    long startedAt = System.nanoTime();
    String asked = context.request().method().name();
    PathItem item = contract.item(context.normalizedPath()).orElse(UNKNOWN);
    String method = item.byMethod().containsKey(asked) ? asked : BoundedLabel.OTHER;
    Tags labels = Tags.of("method", method, "endpoint", item.template());
    requests.of(labels).increment();
    context.addEndHandler(
        unused ->
            latency
                .of(labels.and("status", String.valueOf(context.response().getStatusCode())))
                .record(System.nanoTime() - startedAt, TimeUnit.NANOSECONDS));
    context.next();
  }
}
