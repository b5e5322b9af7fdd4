package io.serai.hub.git;

import java.util.List;

/** A commit that no hub would take. The message says which, and everything that is wrong. */
final class RefusedCommit extends Exception {

  private static final long serialVersionUID = 1L;

  private final String id;

  /**
   * A refusal.
   *
   * @param id of the commit
   * @param author whose it is
   * @param problems one line each
   */
  RefusedCommit(String id, String author, List<String> problems) {
    super(Commit.name(id, author) + ":\n" + String.join("\n", problems));
    this.id = id;
  }

  /** Of the commit. */
  String id() {
    return id;
  }
}
