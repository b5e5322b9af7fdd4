package io.serai.hub.config;

import java.util.List;
import java.util.stream.Collectors;

/** Everything that is wrong with a configuration, one line each. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<ConfigProblem> problems;

  ConfigException(List<ConfigProblem> problems) {
    super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
