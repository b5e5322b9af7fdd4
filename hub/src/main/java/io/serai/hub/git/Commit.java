package io.serai.hub.git;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A commit, as far as a home is concerned.
 *
 * @param id 40 hex digits
 * @param author name and mail address, as Git writes them
 * @param files texts of policies, routes and kamelets by their path from the home directory
 */
record Commit(String id, String author, SortedMap<String, String> files) {

  private static final int SHORT = 12;

  Commit {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** What people call it. */
  static String name(String id, String author) {
    return "commit " + id.substring(0, Math.min(SHORT, id.length())) + " by " + author;
  }

  @Override
  public String toString() {
    return name(id, author);
  }
}
