package io.serai.hub.reload;

import java.util.List;
import java.util.stream.Collectors;

/** Files that are not fit to be put in force, with everything that is wrong with them. */
public final class RefusedEdit extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<?> findings;

  /**
   * A refusal.
   *
   * @param findings everything that is wrong, each with file and line in its words
   */
  RefusedEdit(List<?> findings) {
    super(findings.stream().map(Object::toString).collect(Collectors.joining("\n")));
    this.findings = List.copyOf(findings);
  }

  /** Everything that is wrong. */
  List<?> findings() {
    return findings;
  }
}
