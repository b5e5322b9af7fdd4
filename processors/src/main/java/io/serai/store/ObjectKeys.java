package io.serai.store;

import io.serai.job.JobId;
import io.serai.job.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Where objects are kept. What belongs to one tenant has one prefix, so that it can be deleted. */
public final class ObjectKeys {

  private static final HexFormat HEX = HexFormat.of();

  /** File systems take 255 bytes. */
  private static final int LONGEST_NAME = 200;

  private ObjectKeys() {}

  /** What the keys of a tenant's results begin with. */
  public static String results(String tenant) {
    return "results/" + name(tenant) + "/";
  }

  /** What the keys of one result begin with. */
  public static String result(String tenant, JobId id) {
    return results(tenant) + id;
  }

  /**
   * Whose result a key belongs to.
   *
   * @param prefix that of its tenant
   * @return empty where it is no result's
   */
  public static Optional<JobId> job(String prefix, String key) {
    String rest = key.startsWith(prefix) ? key.substring(prefix.length()) : "";
    try {
      return Optional.of(JobId.parse(rest.substring(0, Math.max(rest.indexOf('/'), 0))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * A name that is one part of a key whatever a tenant calls itself, and no other tenant's: all but
   * letters, digits and hyphens is written as {@code !} and two hexadecimal digits a byte.
   */
  static String name(String tenant) {
    byte[] utf8 = tenant.getBytes(StandardCharsets.UTF_8);
    StringBuilder name = new StringBuilder();
    for (byte each : utf8) {
      if (each == '-' || (each >= 0 && Character.isLetterOrDigit(each))) {
        name.append((char) each);
      } else {
        name.append('!').append(HEX.toHexDigits(each));
      }
    }
    return name.length() <= LONGEST_NAME ? name.toString() : "!!" + Sha256.hex(utf8);
  }
}
