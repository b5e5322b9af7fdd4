package io.serai.hub.otel;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A span as OpenTelemetry's processors and exporters take it. It was never under way, and so needs
 * none of what a tracer's spans have for that: locks, limits and a clock cost more than all else
 * about it.
 */
@SuppressWarnings("deprecation") // Both interfaces ask for the library, beside the scope.
final class EndedSpan implements ReadableSpan, SpanData {

  private static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("io.serai");

  private final SpanTree tree;
  private final SpanContext context;
  private final SpanContext parent;
  private final Resource resource;

  /**
   * The root of a tree.
   *
   * @param context which span of which trace it is
   * @param parent the one it is within; invalid for none
   * @param resource who sends it
   */
  EndedSpan(SpanTree tree, SpanContext context, SpanContext parent, Resource resource) {
    this.tree = tree;
    this.context = context;
    this.parent = parent;
    this.resource = resource;
  }

  private static long nanos(Instant time) {
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
  }

  @Override
  public SpanData toSpanData() {
    return this;
  }

  @Override
  public String getName() {
    return tree.name();
  }

  @Override
  public SpanKind getKind() {
    return tree.kind();
  }

  @Override
  public SpanContext getSpanContext() {
    return context;
  }

  @Override
  public SpanContext getParentSpanContext() {
    return parent;
  }

  @Override
  public StatusData getStatus() {
    return tree.error() == null
        ? StatusData.unset()
        : StatusData.create(StatusCode.ERROR, tree.error());
  }

  @Override
  public long getStartEpochNanos() {
    return nanos(tree.start());
  }

  @Override
  public long getEndEpochNanos() {
    return nanos(tree.end());
  }

  @Override
  public long getLatencyNanos() {
    return getEndEpochNanos() - getStartEpochNanos();
  }

  @Override
  public boolean hasEnded() {
    return true;
  }

  @Override
  public Attributes getAttributes() {
    return tree.attributes();
  }

  @Override
  public <T> @Nullable T getAttribute(AttributeKey<T> key) {
    return tree.attributes().get(key);
  }

  @Override
  public int getTotalAttributeCount() {
    return tree.attributes().size();
  }

  @Override
  public List<EventData> getEvents() {
    return List.of();
  }

  @Override
  public int getTotalRecordedEvents() {
    return 0;
  }

  @Override
  public List<LinkData> getLinks() {
    return List.of();
  }

  @Override
  public int getTotalRecordedLinks() {
    return 0;
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return SCOPE;
  }

  @Override
  public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    return InstrumentationLibraryInfo.create(SCOPE.getName(), null);
  }

  @Override
  public Resource getResource() {
    return resource;
  }
}
