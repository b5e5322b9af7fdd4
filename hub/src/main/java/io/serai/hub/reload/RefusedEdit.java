package io.serai.hub.reload;

import io.serai.hub.check.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** Files that are not fit to be put in force, with everything that is wrong with them. */
public final class RefusedEdit extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Finding> findings;

  RefusedEdit(List<Finding> findings) {
    super(findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
    this.findings = List.copyOf(findings);
  }

  /** Everything that is wrong. */
  public List<Finding> findings() {
    return findings;
  }
}
