package io.serai.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;

/**
 * SHA-256, which every Java platform has.
 *
 * @see <a href="https://doi.org/10.6028/NIST.FIPS.180-4">FIPS 180-4</a>
 */
public final class Sha256 {

  private Sha256() {}

  /** A digest that has seen nothing yet. */
  public static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this JDK", e);
    }
  }

  /** The digest of some bytes, 32 bytes. */
  public static byte[] of(byte[] content) {
    return begin().digest(content);
  }

  /** The same, in 64 hexadecimal digits. */
  public static String hex(byte[] content) {
    return HexFormat.of().formatHex(of(content));
  }

  /** What a digest has come to, in 64 hexadecimal digits; it has seen nothing then. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * The digest of files, in 64 hexadecimal digits: of names and texts in the order of the names. No
   * valid YAML has a NUL, so that one after each name and text keeps them apart.
   */
  public static String hex(SortedMap<String, String> files) {
    MessageDigest digest = begin();
    files.forEach((name, text) -> digest.update((name + '\0' + text + '\0').getBytes(UTF_8)));
    return hex(digest);
  }
}
