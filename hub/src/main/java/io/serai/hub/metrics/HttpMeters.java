package io.serai.hub.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.serai.hub.http.HttpContract;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * Counts and times every request, whatever becomes of it. Labels are the contract's paths and
 * methods: what it does not have is {@code other}, whatever a caller asks for.
 */
public final class HttpMeters implements Handler<RoutingContext> {

  private final HttpContract contract;
  private final MeterRegistry registry;
  private final Latency latency;

  /** Counts requests of this contract with these meters. */
  public HttpMeters(HttpContract contract, Metrics metrics) {
    this.contract = contract;
    registry = metrics.registry();
    latency =
        new Latency(
            registry, "http.request.latency", "From a request's head to the end of its answer");
  }

  @Override
  public void handle(RoutingContext context) {
    long startedAt = System.nanoTime();
    String path = context.normalizedPath();
    String endpoint = contract.template(path).orElse(BoundedLabel.OTHER);
    String asked = context.request().method().name();
    String method = contract.methods(path).contains(asked) ? asked : BoundedLabel.OTHER;
    Tags labels = Tags.of("method", method, "endpoint", endpoint);
    Counter.builder("http.requests")
        .description("Requests, by the path of the contract that they were for")
        .tags(labels)
        .register(registry)
        .increment();
    context.addEndHandler(
        unused ->
            latency.record(
                Duration.ofNanos(System.nanoTime() - startedAt),
                labels.and("status", String.valueOf(context.response().getStatusCode()))));
    context.next();
  }
}
