package io.serai.hub.ingress;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The identity of a message whose transport gives it none: SHA-256 over all that its sender wrote.
 * Two that are equal in everything are one.
 */
final class Identity {

  private final MessageDigest digest;

  Identity() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this JDK", e);
    }
  }

  Identity add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  Identity add(byte[] bytes) {
    // The length in front keeps neighbours apart.
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
    return this;
  }

  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
