package io.serai.hub.node;

import io.serai.hub.contract.NodeProblem;

/** Ends a request with a problem document. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient NodeProblem problem;

  Refusal(NodeProblem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  static Refusal of(int status, String code, String detail) {
    return new Refusal(NodeProblem.of(status, code, detail));
  }

  NodeProblem problem() {
    return problem;
  }
}
