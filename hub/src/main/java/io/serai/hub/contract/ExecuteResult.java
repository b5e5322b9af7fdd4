package io.serai.hub.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.serai.fleet.Occupancy;
import io.serai.sandbox.RunResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run on a node ended.
 *
 * @param result how it ended
 * @param spans where its time went
 * @param node who ran it
 * @param instance which start of the node
 * @param occupancy how full the node is now; absent where it does not say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExecuteResult(
    RunResult result,
    List<Span> spans,
    String node,
    String instance,
    @Nullable Occupancy occupancy) {

  public ExecuteResult {
    spans = List.copyOf(spans);
  }

  /** The same, from a node that is so full. */
  public ExecuteResult occupancy(Occupancy now) {
    return new ExecuteResult(result, spans, node, instance, now);
  }

  /**
   * A part of a run's time.
   *
   * @param name what it was spent on
   * @param startMs when it began, milliseconds after the request had arrived
   * @param durationMs how long it took
   */
  public record Span(String name, long startMs, long durationMs) {}
}
