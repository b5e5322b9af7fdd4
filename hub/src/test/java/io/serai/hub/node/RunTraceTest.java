package io.serai.hub.node;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.fleet.RunId;
import io.serai.hub.TurnedClock;
import io.serai.hub.contract.ExecuteRequest;
import io.serai.hub.contract.ExecuteResult.Span;
import io.serai.hub.contract.NodeProblem;
import io.serai.hub.otel.SpanSink;
import io.serai.hub.otel.SpanTree;
import io.serai.job.TraceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunTraceTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final TraceContext SENDER = new TraceContext(TRACE, SPAN, true, "shop=1");
  private static final Instant ARRIVED = Instant.parse("2026-11-21T12:00:00Z");

  private final List<SpanSink.Parent> parents = new ArrayList<>();
  private final List<SpanTree> sent = new ArrayList<>();
  private final TurnedClock clock = new TurnedClock(ARRIVED);
  private final RunTraces traces =
      new RunTraces(
          (parent, root) -> {
            parents.add(parent);
            sent.add(root.get());
          },
          clock);

  @Test
  void tellsWhatFailedAndWhereTheTimeWent() {
    ExecuteRequest request =
        new ExecuteRequest(
            new RunId(UUID.randomUUID()), "process", StartedNode.program("print(1)"));
    NodeProblem problem = NodeProblem.of(500, NodeProblem.SANDBOX_FAILED, "sandbox broke");

    RunTrace trace = traces.begin(SENDER);
    clock.turn(Duration.ofMillis(40));
    trace.ended(
        request,
        new Ended.Failed(problem),
        List.of(new Span("waiting", 0, 7), new Span("sandbox", 7, 30), new Span("slower", 7, 90)));

    assertThat(parents).containsExactly(new SpanSink.Parent(TRACE, SPAN, "shop=1"));
    SpanTree execute = sent.get(0);
    assertThat(execute.error()).isEqualTo("sandbox broke");
    assertThat(execute.attributes().asMap())
        .containsEntry(stringKey("error.type"), "sandbox-failed")
        .containsEntry(stringKey("serai.run.id"), request.runId().toString())
        .containsEntry(stringKey("serai.tenant"), "default");
    assertThat(execute.children())
        .extracting(SpanTree::name)
        .containsExactly("waiting", "sandbox", "slower");
    assertThat(execute.children().get(1).start()).isEqualTo(ARRIVED.plusMillis(7));
    assertThat(execute.children().get(1).end()).isEqualTo(ARRIVED.plusMillis(37));
    assertThat(execute.children().get(2).end()).as("as late as the whole").isEqualTo(execute.end());
  }

  @Test
  void tellsOfARunThatWasNotTaken() {
    traces.begin(SENDER).refused(NodeProblem.of(503, NodeProblem.FULL, "node runs 8 jobs already"));

    assertThat(sent.get(0).attributes().asMap()).containsEntry(stringKey("error.type"), "full");
    assertThat(sent.get(0).children()).isEmpty();
  }

  @Test
  void isSilentWhereTheSenderNamesNoTrace() {
    NodeProblem problem = NodeProblem.of(503, NodeProblem.FULL, "full");

    traces.begin(null).refused(problem);
    traces.begin(new TraceContext(TRACE, SPAN, false, null)).refused(problem);

    assertThat(sent).isEmpty();
  }
}
