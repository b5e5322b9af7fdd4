package io.serai.hub.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.serai.hub.config.HubConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends spans by OTLP, many at once, from a thread of its own.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/">OTLP, over gRPC and HTTP</a>
 */
final class OtlpSink implements SpanSink {

  private static final Logger LOG = LoggerFactory.getLogger(OtlpSink.class);
  private static final Duration LINGER = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Of a thousand jobs or so; more are dropped. */
  private static final int MOST_WAITING = 8_192;

  private static final int MOST_AT_ONCE = 1_024;

  private final GivenIds ids = new GivenIds();
  private final SdkTracerProvider provider;
  private final Tracer tracer;

  OtlpSink(HubConfig.Otlp config, Map<String, String> resource) {
    provider =
        SdkTracerProvider.builder()
            .setIdGenerator(ids)
            .setSampler(Sampler.alwaysOn())
            .setResource(Resource.getDefault().merge(Resource.create(attributes(resource))))
            .addSpanProcessor(processor(config))
            .build();
    tracer = provider.get("io.serai");
  }

  private static SpanExporter exporter(HubConfig.Otlp config) {
    String receiver = config.traces().toString();
    return config.protocol().equals(HubConfig.Otlp.GRPC)
        ? OtlpGrpcSpanExporter.builder().setEndpoint(receiver).setTimeout(PATIENCE).build()
        : OtlpHttpSpanExporter.builder().setEndpoint(receiver).setTimeout(PATIENCE).build();
  }

  private static SpanProcessor processor(HubConfig.Otlp config) {
    return BatchSpanProcessor.builder(exporter(config))
        .setScheduleDelay(LINGER)
        .setMaxQueueSize(MOST_WAITING)
        .setMaxExportBatchSize(MOST_AT_ONCE)
        .build();
  }

  private static Attributes attributes(Map<String, String> values) {
    AttributesBuilder attributes = Attributes.builder();
    values.forEach(attributes::put);
    return attributes.build();
  }

  @Override
  public void send(String traceId, @Nullable String parentSpanId, Supplier<SpanTree> root) {
    try {
      Context parent =
          parentSpanId == null
              ? Context.root()
              : Context.root().with(Span.wrap(remote(traceId, parentSpanId)));
      send(traceId, parent, root.get());
    } catch (RuntimeException e) {
      // A job is worth more than its trace.
      LOG.warn("trace {} is not sent", traceId, e);
    }
  }

  private static SpanContext remote(String traceId, String spanId) {
    return SpanContext.createFromRemoteParent(
        traceId, spanId, TraceFlags.getSampled(), TraceState.getDefault());
  }

  private void send(String traceId, Context parent, SpanTree tree) {
    SpanBuilder builder =
        tracer
            .spanBuilder(tree.name())
            .setParent(parent)
            .setSpanKind(tree.kind())
            .setStartTimestamp(tree.start())
            .setAllAttributes(tree.attributes());
    Span span = ids.give(traceId, tree.id(), builder::startSpan);
    if (tree.error() != null) {
      span.setStatus(StatusCode.ERROR, tree.error());
    }
    tree.children().forEach(each -> send(traceId, parent.with(span), each));
    span.end(tree.end());
  }

  @Override
  public void close() {
    provider.shutdown().join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
