package io.serai.hub.node;

import io.serai.fleet.Occupancy;
import io.serai.hub.contract.ExecuteResult;
import io.serai.hub.contract.NodeProblem;

/** How a run ended for the node: with a result, or without one. */
sealed interface Ended {

  /**
   * With a result.
   *
   * @param answer the result
   * @param bytes how large it is
   */
  record Answered(ExecuteResult answer, long bytes) implements Ended {}

  /**
   * Without one.
   *
   * @param problem why
   */
  record Failed(NodeProblem problem) implements Ended {}

  /** The same, from a node that is so full now. */
  default Ended occupancy(Occupancy now) {
    return this instanceof Answered answered
        ? new Answered(answered.answer().occupancy(now), answered.bytes())
        : this;
  }

  /** How much of the node's memory it takes. */
  default long size() {
    return this instanceof Answered answered ? answered.bytes() : 0;
  }
}
