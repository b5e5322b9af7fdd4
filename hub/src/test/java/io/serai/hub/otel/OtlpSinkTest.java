package io.serai.hub.otel;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.serai.fleet.RunId;
import io.serai.hub.EndedWalks;
import io.serai.hub.config.HubConfig;
import io.serai.traces.EndedWalk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a receiver of OTLP gets of a walk. */
@SuppressWarnings("NullAway.Init") // JUnit starts the receiver before each test.
class OtlpSinkTest {

  private static final String TRACE = EndedWalks.TRACE;
  private static final String PARENT = "b7ad6b7169203331";
  private static final Instant BEGUN = EndedWalks.BEGUN;

  private final Queue<ResourceSpans> received = new ConcurrentLinkedQueue<>();
  private HttpServer receiver;

  @BeforeEach
  void startReceiver() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/v1/traces",
        exchange -> {
          var request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
          received.addAll(request.getResourceSpansList());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void stopReceiver() {
    receiver.stop(0);
  }

  @Test
  void sendsAJobAsAChildOfItsProducersSpan() throws Exception {
    Map<String, Span> spans = sent(EndedWalks.of("rabbitmq", PARENT, "succeeded", null));

    Span job = span(spans, "job");
    assertThat(hex(job.getTraceId())).isEqualTo(TRACE);
    assertThat(hex(job.getParentSpanId())).isEqualTo(PARENT);
    assertThat(job.getKind()).isEqualTo(SpanKind.SPAN_KIND_CONSUMER);
    assertThat(attributes(job))
        .containsEntry("serai.tenant", "demo")
        .containsEntry("serai.status", "succeeded")
        .containsEntry("messaging.system", "rabbitmq");
    assertThat(job.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
    assertThat(received.element().getResource().getAttributesList())
        .anyMatch(each -> each.getValue().getStringValue().equals("serai-test"));
  }

  @Test
  void sendsEachStageWithItsTimeAndEachAttemptWithinRecipients() throws Exception {
    Map<String, Span> spans = sent(EndedWalks.of("http", PARENT, "succeeded", null));

    Span job = span(spans, "job");
    Span router = span(spans, "router");
    Span recipients = span(spans, "recipients");
    Span attempt = span(spans, "attempt");
    assertThat(job.getKind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
    assertThat(router.getParentSpanId()).isEqualTo(job.getSpanId());
    assertThat(recipients.getParentSpanId()).isEqualTo(job.getSpanId());
    assertThat(attempt.getParentSpanId()).isEqualTo(recipients.getSpanId());
    assertThat(attempt.getKind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
    assertThat(router.getStartTimeUnixNano()).isEqualTo(nanos(BEGUN.plusNanos(100_000)));
    assertThat(router.getEndTimeUnixNano()).isEqualTo(nanos(BEGUN.plusNanos(150_000)));
    assertThat(job.getStartTimeUnixNano()).isEqualTo(nanos(BEGUN.minusMillis(5)));
    assertThat(job.getEndTimeUnixNano()).isEqualTo(nanos(BEGUN.plusMillis(4)));
  }

  @Test
  void givesAnAttemptTheIdThatItsNodeWasTold() throws Exception {
    RunId run = new RunId(UUID.fromString("01a1fcd7-0000-4000-8123-456789abcdef"));

    Map<String, Span> spans = sent(EndedWalks.of("http", PARENT, "succeeded", run));

    assertThat(hex(span(spans, "attempt").getSpanId())).isEqualTo("8123456789abcdef");
    assertThat(attributes(span(spans, "attempt")))
        .containsEntry("serai.target", "aws")
        .containsEntry("serai.node", "n1")
        .containsEntry("error.type", "full");
    assertThat(span(spans, "attempt").getStatus().getMessage()).isEqualTo("node is full");
  }

  @Test
  void marksAWalkThatFailed() throws Exception {
    Map<String, Span> spans = sent(EndedWalks.of("http", null, "error", null));

    assertThat(span(spans, "job").getParentSpanId().isEmpty()).isTrue();
    assertThat(hex(span(spans, "job").getTraceId())).isEqualTo(TRACE);
    assertThat(spans.values())
        .filteredOn(each -> each.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR)
        .extracting(Span::getName)
        .contains("job", "recipients")
        .doesNotContain("router");
  }

  @Test
  void neverWaitsForAReceiverThatIsNotThere() throws Exception {
    receiver.stop(0);
    EndedWalk walk = EndedWalks.of("http", PARENT, "succeeded", null);
    try (SpanSink sink = open()) {
      WalkSpans spans = new WalkSpans(sink);
      long before = System.nanoTime();
      IntStream.range(0, 20_000).forEach(unused -> spans.export(walk));

      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }
  }

  private Map<String, Span> sent(EndedWalk walk) {
    try (SpanSink sink = open()) {
      new WalkSpans(sink).export(walk);
    }
    return received.stream()
        .flatMap(each -> each.getScopeSpansList().stream())
        .flatMap(each -> each.getSpansList().stream())
        .collect(toMap(Span::getName, each -> each));
  }

  private SpanSink open() {
    return SpanSink.open(
        new HubConfig.Otlp("http://127.0.0.1:" + receiver.getAddress().getPort()),
        Map.of("service.name", "serai-test"));
  }

  private static Span span(Map<String, Span> spans, String name) {
    Span span = spans.get(name);
    assertThat(span).as("span '%s' of %s", name, spans.keySet()).isNotNull();
    return span;
  }

  private static Map<String, String> attributes(Span span) {
    return span.getAttributesList().stream()
        .collect(toMap(each -> each.getKey(), each -> each.getValue().getStringValue()));
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
  }
}
