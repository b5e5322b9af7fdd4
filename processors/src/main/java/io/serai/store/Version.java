package io.serai.store;

import io.serai.job.Sha256;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Files that were in force together.
 *
 * @param kind what they are
 * @param digest SHA-256 over names and texts in the order of the names, 64 hex digits
 * @param files policies by name, without {@code .yaml}; routes and kamelets by their path from the
 *     home directory
 */
public record Version(Kind kind, String digest, SortedMap<String, String> files) {

  private static final String FOLDER = "policies/";
  private static final String ENDING = ".yaml";

  public Version {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** These files. */
  public static Version of(Kind kind, Map<String, String> files) {
    SortedMap<String, String> sorted = new TreeMap<>(files);
    return new Version(kind, Sha256.hex(sorted), sorted);
  }

  /** The files by their paths from the home directory, with forward slashes. */
  public SortedMap<String, String> byPath() {
    if (kind == Kind.ROUTES) {
      return files;
    }
    SortedMap<String, String> byPath = new TreeMap<>();
    files.forEach((name, text) -> byPath.put(FOLDER + name + ENDING, text));
    return byPath;
  }

  /** The version of files by their paths, as {@link #byPath} gives them. */
  public static Version ofPaths(Kind kind, Map<String, String> byPath) {
    if (kind == Kind.ROUTES) {
      return of(kind, byPath);
    }
    SortedMap<String, String> files = new TreeMap<>();
    byPath.forEach(
        (path, text) ->
            files.put(path.substring(FOLDER.length(), path.length() - ENDING.length()), text));
    return of(kind, files);
  }

  /** What comes into force as one. */
  public enum Kind {
    POLICIES,
    /** The routes, and the kamelets they name. */
    ROUTES;

    /** As it is written: {@code policies}, {@code routes}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of a word; empty when there is none. */
    public static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
  }
}
