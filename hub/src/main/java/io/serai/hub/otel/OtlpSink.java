package io.serai.hub.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.serai.hub.config.HubConfig;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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
  private static final int MOST_WAITING = 16_384;

  private static final int MOST_AT_ONCE = 2_048;

  private final IdGenerator ids = IdGenerator.random();
  private final SpanProcessor processor;
  private final Resource resource;

  OtlpSink(HubConfig.Otlp config, Map<String, String> resource) {
    this.resource = Resource.getDefault().merge(Resource.create(attributes(resource)));
    processor =
        BatchSpanProcessor.builder(exporter(config))
            .setScheduleDelay(LINGER)
            .setMaxQueueSize(MOST_WAITING)
            .setMaxExportBatchSize(MOST_AT_ONCE)
            .build();
  }

  private static SpanExporter exporter(HubConfig.Otlp config) {
    String receiver = config.traces().toString();
    return config.protocol().equals(HubConfig.Otlp.GRPC)
        ? OtlpGrpcSpanExporter.builder().setEndpoint(receiver).setTimeout(PATIENCE).build()
        : OtlpHttpSpanExporter.builder().setEndpoint(receiver).setTimeout(PATIENCE).build();
  }

  private static Attributes attributes(Map<String, String> values) {
    AttributesBuilder attributes = Attributes.builder();
    values.forEach(attributes::put);
    return attributes.build();
  }

  @Override
  public void send(Parent within, Supplier<SpanTree> root) {
    try {
      TraceState state = state(within.state());
      SpanContext parent =
          within.spanId() == null
              ? SpanContext.getInvalid()
              : SpanContext.createFromRemoteParent(
                  within.traceId(), within.spanId(), TraceFlags.getSampled(), state);
      send(within.traceId(), state, parent, root.get());
    } catch (RuntimeException e) {
      // A job is worth more than its trace.
      LOG.warn("trace {} is not sent", within.traceId(), e);
    }
  }

  /** Each member that is put comes first. */
  private static TraceState state(@Nullable String header) {
    if (header == null) {
      return TraceState.getDefault();
    }
    List<String> members = Arrays.asList(header.split(",", -1));
    Collections.reverse(members);
    TraceStateBuilder state = TraceState.builder();
    for (String member : members) {
      int equals = member.indexOf('=');
      state.put(member.substring(0, equals), member.substring(equals + 1));
    }
    return state.build();
  }

  private void send(String traceId, TraceState state, SpanContext parent, SpanTree tree) {
    SpanContext context =
        SpanContext.create(
            traceId,
            tree.id() == null ? ids.generateSpanId() : tree.id(),
            TraceFlags.getSampled(),
            state);
    tree.children().forEach(each -> send(traceId, state, context, each));
    processor.onEnd(new EndedSpan(tree, context, parent, resource));
  }

  @Override
  public void close() {
    processor.shutdown().join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
