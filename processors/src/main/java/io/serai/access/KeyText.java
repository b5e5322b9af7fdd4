package io.serai.access;

import io.serai.job.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API key as its owner holds it: {@code serai_<id>_<secret>}, in a form that scanners for leaked
 * secrets can recognise. Never logged: its {@link #toString} leaves the secret out.
 *
 * @param id which key it is, 16 hex digits
 * @param secret what proves it, 64 hex digits: 256 random bits
 */
public record KeyText(String id, String secret) {

  private static final Pattern FORM = Pattern.compile("serai_([0-9a-f]{16})_([0-9a-f]{64})");
  private static final int ID_BYTES = 8;
  private static final int SECRET_BYTES = 32;

  /** A key that never was before. */
  public static KeyText mint(SecureRandom random) {
    return mint(hex(random, ID_BYTES), random);
  }

  /** A new secret for the key of the given id. */
  public static KeyText mint(String id, SecureRandom random) {
    return new KeyText(id, hex(random, SECRET_BYTES));
  }

  /** Reads a key; empty when the text has not the form of one. */
  public static Optional<KeyText> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(new KeyText(form.group(1), form.group(2)))
        : Optional.empty();
  }

  /** What is kept of the secret: its SHA-256. One that is random needs neither salt nor delay. */
  public byte[] hash() {
    return Sha256.of(secret.getBytes(StandardCharsets.US_ASCII));
  }

  /** The whole of it, for its owner only. */
  public String reveal() {
    return "serai_" + id + "_" + secret;
  }

  private static String hex(SecureRandom random, int bytes) {
    byte[] drawn = new byte[bytes];
    random.nextBytes(drawn);
    return HexFormat.of().formatHex(drawn);
  }

  @Override
  public String toString() {
    return "serai_" + id + "_…";
  }
}
