package io.serai.hub.otel;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.serai.fleet.RunId;
import io.serai.hub.EndedWalks;
import io.serai.hub.config.HubConfig;
import io.serai.job.Submission;
import io.serai.traces.EndedWalk;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
  private static final Duration SLOW = Duration.ofSeconds(10);

  private OtlpReceivers receiver;

  @BeforeEach
  void startReceiver() throws Exception {
    receiver = OtlpReceivers.start();
  }

  @AfterEach
  void stopReceiver() {
    receiver.close();
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
    assertThat(receiver.received().element().getResource().getAttributesList())
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
  void saysByWhichOperationAJobCame() throws Exception {
    EndedWalk walk = EndedWalks.of("replay", PARENT, "succeeded", null);

    Span job = span(sent(with(walk, walk.submission().by("POST /v1/jobs/{id}/replay"))), "job");

    assertThat(job.getKind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
    assertThat(attributes(job))
        .containsEntry("http.request.method", "POST")
        .containsEntry("http.route", "/v1/jobs/{id}/replay")
        .doesNotContainKey("messaging.system");
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
    receiver.close();
    EndedWalk walk = EndedWalks.of("http", PARENT, "succeeded", null);
    try (WalkSpans spans = open(HubConfig.Otlp.HTTP, 100)) {
      long before = System.nanoTime();
      IntStream.range(0, 20_000).forEach(unused -> spans.export(walk));

      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void sendsOverGrpcToo() throws Exception {
    try (WalkSpans spans = open(HubConfig.Otlp.GRPC, 100)) {
      spans.export(EndedWalks.of("kafka", PARENT, "succeeded", null));
    }

    assertThat(hex(span(spans(), "job").getParentSpanId())).isEqualTo(PARENT);
    assertThat(receiver.calls())
        .containsExactly("/opentelemetry.proto.collector.trace.v1.TraceService/Export");
  }

  @Test
  void saysWhatWasDecidedAndWhatItCameTo() throws Exception {
    Map<String, String> job =
        attributes(span(sent(EndedWalks.of("http", PARENT, "succeeded", null)), "job"));

    assertThat(job)
        .containsEntry("serai.verdict", "flag")
        .containsEntry("serai.verdict.category", "secret")
        .containsEntry("serai.target", "local")
        .containsEntry("cloud.provider", "private")
        .containsEntry("serai.cost.amount", "0.5")
        .containsEntry("serai.cost.currency", "USD");
  }

  @Test
  void tellsHowLongARunHereWaitedForItsSandbox() throws Exception {
    Map<String, Span> spans = sent(EndedWalks.of("http", PARENT, "succeeded", null));

    Span attempt = span(spans, "attempt");
    Span waiting = span(spans, "waiting");
    Span sandbox = span(spans, "sandbox");
    assertThat(waiting.getParentSpanId()).isEqualTo(attempt.getSpanId());
    assertThat(sandbox.getParentSpanId()).isEqualTo(attempt.getSpanId());
    assertThat(waiting.getEndTimeUnixNano()).isEqualTo(nanos(BEGUN.plusNanos(1_800_000)));
    assertThat(sandbox.getStartTimeUnixNano()).isEqualTo(waiting.getEndTimeUnixNano());
    assertThat(sandbox.getEndTimeUnixNano()).isEqualTo(attempt.getEndTimeUnixNano());
  }

  @Test
  void alwaysSendsWhatFailedOrWasSlow() throws Exception {
    try (WalkSpans spans = open(HubConfig.Otlp.HTTP, 0)) {
      spans.export(EndedWalks.of("http", PARENT, "succeeded", null));
      spans.export(EndedWalks.of("http", PARENT, "rejected", null));
      spans.export(EndedWalks.of("http", PARENT, "timed_out", null));
      spans.export(EndedWalks.lasting(SLOW));
      assertThat(spans.sends(TRACE)).isFalse();
    }

    assertThat(receiver.spans())
        .filteredOn(each -> each.getName().equals("job"))
        .extracting(each -> attributes(each).get("serai.status"))
        .containsExactlyInAnyOrder("timed_out", "succeeded");
  }

  @Test
  void choosesByTheTraceAlone() {
    try (WalkSpans one = open(HubConfig.Otlp.HTTP, 25);
        WalkSpans two = open(HubConfig.Otlp.GRPC, 25)) {
      List<String> traces =
          IntStream.range(0, 4_000)
              .mapToObj(unused -> IdGenerator.random().generateTraceId())
              .toList();

      assertThat(traces).allMatch(each -> one.sends(each) == two.sends(each));
      assertThat(traces.stream().filter(one::sends).count()).isBetween(800L, 1_200L);
    }
  }

  @Test
  void sendsWhatIsWithinAJobThatWaitsAgain() throws Exception {
    EndedWalk walk = EndedWalks.of("http", PARENT, "succeeded", null);
    try (WalkSpans spans = open(HubConfig.Otlp.HTTP, 100)) {
      spans.export(
          new EndedWalk(
              walk.submission(),
              null,
              walk.timings(),
              walk.explanation(),
              walk.begunAt(),
              walk.endedAt()));
    }

    assertThat(spans()).doesNotContainKey("job");
    assertThat(hex(span(spans(), "recipients").getParentSpanId()))
        .isEqualTo(walk.submission().job().id().spanId());
    assertThat(span(spans(), "attempt").getParentSpanId())
        .isEqualTo(span(spans(), "recipients").getSpanId());
  }

  private static EndedWalk with(EndedWalk walk, Submission submission) {
    return new EndedWalk(
        submission,
        walk.result(),
        walk.timings(),
        walk.explanation(),
        walk.begunAt(),
        walk.endedAt());
  }

  private Map<String, Span> sent(EndedWalk walk) {
    try (WalkSpans spans = open(HubConfig.Otlp.HTTP, 100)) {
      spans.export(walk);
    }
    return spans();
  }

  private Map<String, Span> spans() {
    return receiver.spans().stream().collect(toMap(Span::getName, each -> each));
  }

  private WalkSpans open(String protocol, int percent) {
    HubConfig.Otlp config = new HubConfig.Otlp(receiver.url(), protocol, percent, SLOW);
    return new WalkSpans(
        SpanSink.open(config, Map.of("service.name", "serai-test")), new Sampling(config));
  }

  private static Span span(Map<String, Span> spans, String name) {
    Span span = spans.get(name);
    assertThat(span).as("span '%s' of %s", name, spans.keySet()).isNotNull();
    return span;
  }

  private static Map<String, String> attributes(Span span) {
    return span.getAttributesList().stream()
        .collect(toMap(KeyValue::getKey, each -> text(each.getValue())));
  }

  private static String text(AnyValue value) {
    return value.hasDoubleValue() ? String.valueOf(value.getDoubleValue()) : value.getStringValue();
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
  }
}
