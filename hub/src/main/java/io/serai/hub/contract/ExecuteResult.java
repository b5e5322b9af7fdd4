package io.serai.hub.contract;

import io.serai.sandbox.RunResult;
import java.util.List;

/**
 * How a run on a node ended.
 *
 * @param result how it ended
 * @param spans where its time went
 * @param node who ran it
 * @param instance which start of the node
 */
public record ExecuteResult(RunResult result, List<Span> spans, String node, String instance) {

  public ExecuteResult {
    spans = List.copyOf(spans);
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
