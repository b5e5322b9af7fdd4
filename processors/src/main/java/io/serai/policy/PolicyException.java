package io.serai.policy;

import java.util.List;
import java.util.stream.Collectors;

/** Policies that are not fit to be put in force, with everything that is wrong with them. */
public final class PolicyException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<PolicyProblem> problems;

  PolicyException(List<PolicyProblem> problems) {
    super(problems.stream().map(PolicyProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong. */
  public List<PolicyProblem> problems() {
    return problems;
  }
}
