package io.serai.it;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.serai.it.OtlpReceiver.Received;
import io.serai.it.OtlpReceiver.Trace;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** What the trace of a job that ran on a node consists of. */
final class JobTrace {

  /** A walk is placed in time by the clock when it ends, a run on a node when it begins. */
  private static final long CLOCKS_AGREE_NANOS = 3_000_000;

  /** Each span by its name, and the one that it is within. */
  private static final Map<String, String> PARENTS =
      Map.ofEntries(
          entry("moderation", "job"),
          entry("allowlist", "job"),
          entry("approval", "job"),
          entry("router", "job"),
          entry("recipients", "job"),
          entry("results", "job"),
          entry("attempt", "recipients"),
          entry("execute", "attempt"),
          entry("waiting", "execute"),
          entry("sandbox", "execute"));

  private static final List<String> HUB_SPANS =
      List.of(
          "job",
          "moderation",
          "allowlist",
          "approval",
          "router",
          "recipients",
          "attempt",
          "results");

  /** Written when the job has its result already. */
  private static final List<String> STORES = List.of("traces", "costs");

  /** What the producer wants passed on with its span, the header {@code tracestate}. */
  static final String STATE = "shop=t61rcWkgMzE,rojo@vendor=00f067aa0ba902b7";

  private JobTrace() {}

  /**
   * Waits until all of a trace has come, and looks at each span's place and time.
   *
   * @param producer the span of whoever sent the job
   * @param kind of the job's own span
   * @param more spans that are sent only of some jobs
   */
  static void assertWhole(
      OtlpReceiver receiver, String traceId, String producer, SpanKind kind, String... more) {
    List<String> wanted =
        Stream.of(HUB_SPANS, STORES, List.of(more)).flatMap(List::stream).toList();
    Trace trace =
        Awaitility.await("all spans of trace " + traceId)
            .until(
                () -> receiver.trace(traceId),
                all -> all.names().containsAll(wanted) && all.names().contains("execute"));

    assertThat(trace.names("serai-node"))
        .containsExactlyInAnyOrder("execute", "waiting", "sandbox");
    assertThat(trace.names("serai-hub")).containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(trace.orphans(producer)).isEmpty();
    assertThat(trace.spans()).extracting(Received::state).containsOnly(STATE);
    assertThat(trace.span("job").parentId()).isEqualTo(producer);
    assertThat(trace.span("job").kind()).isEqualTo(kind);
    PARENTS.forEach((child, parent) -> assertWithin(trace.span(child), trace.span(parent)));
    STORES.forEach(
        each -> assertThat(trace.span(each).parentId()).as(each).isEqualTo(trace.span("job").id()));
    assertInOrder(trace, "moderation", "allowlist", "approval", "router", "recipients", "results");
    assertInOrder(trace, "waiting", "sandbox");
  }

  private static void assertWithin(Received child, Received parent) {
    String where = "'%s' within '%s'".formatted(child.name(), parent.name());
    assertThat(child.parentId()).as("parent of " + where).isEqualTo(parent.id());
    assertThat(child.startNanos())
        .as("start of " + where)
        .isBetween(parent.startNanos() - CLOCKS_AGREE_NANOS, child.endNanos());
    assertThat(child.endNanos())
        .as("end of " + where)
        .isLessThanOrEqualTo(parent.endNanos() + CLOCKS_AGREE_NANOS);
  }

  private static void assertInOrder(Trace trace, String... names) {
    for (int i = 1; i < names.length; i++) {
      assertThat(trace.span(names[i]).startNanos())
          .as("'%s' begins when '%s' has ended", names[i], names[i - 1])
          .isGreaterThanOrEqualTo(trace.span(names[i - 1]).endNanos());
    }
  }
}
