package io.serai.policy;

import io.serai.job.Sha256;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The texts of all policy files, as they were at one moment, and the digest that names them.
 *
 * @param digest SHA-256 over names and texts in the order of the names, 64 hex digits
 * @param files by name, without {@code .yaml}
 */
public record PolicyTexts(String digest, SortedMap<String, String> files) {

  private static final int SHORT = 12;

  public PolicyTexts {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** These texts. */
  public static PolicyTexts of(Map<String, String> files) {
    SortedMap<String, String> sorted = new TreeMap<>(files);
    return new PolicyTexts(Sha256.hex(sorted), sorted);
  }

  /** As many digits of a digest as people need to tell policies apart. */
  public static String shortened(String digest) {
    return digest.substring(0, Math.min(SHORT, digest.length()));
  }
}
