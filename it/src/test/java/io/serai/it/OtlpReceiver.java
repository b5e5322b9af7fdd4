package io.serai.it;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Receives traces by OTLP over HTTP, as an OpenTelemetry Collector does. */
final class OtlpReceiver implements AutoCloseable {

  /** A span, and the name of the service that sent it. */
  record Received(String service, Span span) {

    String name() {
      return span.getName();
    }

    SpanKind kind() {
      return span.getKind();
    }

    long startNanos() {
      return span.getStartTimeUnixNano();
    }

    long endNanos() {
      return span.getEndTimeUnixNano();
    }

    String traceId() {
      return hex(span.getTraceId());
    }

    String id() {
      return hex(span.getSpanId());
    }

    /** Those that are text. */
    Map<String, String> attributes() {
      return span.getAttributesList().stream()
          .filter(each -> each.getValue().hasStringValue())
          .collect(Collectors.toMap(KeyValue::getKey, each -> each.getValue().getStringValue()));
    }

    String state() {
      return span.getTraceState();
    }

    String parentId() {
      return hex(span.getParentSpanId());
    }

    private static String hex(ByteString bytes) {
      return HexFormat.of().formatHex(bytes.toByteArray());
    }
  }

  /** All spans of one trace that have come so far. */
  record Trace(List<Received> spans) {

    /** The one span of a name. */
    Received span(String name) {
      return spans.stream()
          .filter(each -> each.name().equals(name))
          .findFirst()
          .orElseThrow(() -> new AssertionError("span '" + name + "' is missing: " + spans));
    }

    /** What spans all services have sent. */
    List<String> names() {
      return spans.stream().map(Received::name).toList();
    }

    /** Those whose parent has not come, but for what is within the span of the given producer. */
    List<Received> orphans(String producer) {
      Set<String> ids = spans.stream().map(Received::id).collect(Collectors.toSet());
      return spans.stream()
          .filter(each -> !each.parentId().isEmpty())
          .filter(each -> !each.parentId().equals(producer) && !ids.contains(each.parentId()))
          .toList();
    }

    /** What spans a service has sent. */
    List<String> names(String service) {
      return spans.stream()
          .filter(each -> each.service().equals(service))
          .map(Received::name)
          .toList();
    }
  }

  private final Queue<Received> received = new ConcurrentLinkedQueue<>();
  private final HttpServer server;

  private OtlpReceiver(HttpServer server) {
    this.server = server;
  }

  static OtlpReceiver start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    OtlpReceiver receiver = new OtlpReceiver(server);
    server.createContext("/v1/traces", receiver::receive);
    server.start();
    return receiver;
  }

  private void receive(HttpExchange exchange) throws IOException {
    ExportTraceServiceRequest request =
        ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
    request.getResourceSpansList().forEach(this::keep);
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private void keep(ResourceSpans spans) {
    String service =
        spans.getResource().getAttributesList().stream()
            .filter(each -> each.getKey().equals("service.name"))
            .map(each -> each.getValue().getStringValue())
            .findFirst()
            .orElse("nobody");
    spans
        .getScopeSpansList()
        .forEach(
            scope ->
                scope.getSpansList().forEach(span -> received.add(new Received(service, span))));
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Trace trace(String id) {
    return new Trace(received.stream().filter(each -> each.traceId().equals(id)).toList());
  }

  List<Trace> traces() {
    return received.stream().map(Received::traceId).distinct().map(this::trace).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
