package io.serai.hub.ingress;

import io.serai.job.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The identity of a message whose transport gives it none: SHA-256 over all that its sender wrote.
 * Two that are equal in everything are one.
 */
final class Identity {

  private final MessageDigest digest = Sha256.begin();

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
    return Sha256.hex(digest);
  }
}
