package io.serai.webhook;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** The keys of Standard Webhooks, in the spelling that says what they are. */
final class StandardKeys {

  /** Before a symmetric key, which signs and verifies. */
  private static final String SIGNING = "whsec_";

  /** Before a public key of Ed25519, which only verifies. */
  private static final String PUBLIC = "whpk_";

  /** What X.509 puts before the 32 bytes of such a key (RFC 8410, section 4). */
  private static final String X509_PREFIX = "302a300506032b6570032100";

  private static final int PUBLIC_BYTES = 32;

  private StandardKeys() {}

  static boolean isSigning(String secret) {
    return secret.startsWith(SIGNING);
  }

  static boolean isPublic(String secret) {
    return secret.startsWith(PUBLIC);
  }

  /** The bytes of a symmetric key, with its prefix or without. */
  static byte[] signing(String secret) {
    return decoded(isSigning(secret) ? secret.substring(SIGNING.length()) : secret);
  }

  static PublicKey verifying(String secret) {
    byte[] raw = decoded(secret.substring(PUBLIC.length()));
    if (raw.length != PUBLIC_BYTES) {
      throw new IllegalArgumentException("webhook secret is not a key; whpk_ is before 32 bytes");
    }
    String encoded = X509_PREFIX + HexFormat.of().formatHex(raw);
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(encoded)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("webhook secret is not a key of Ed25519", e);
    }
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // Without the cause: it quotes what it could not read.
      throw new IllegalArgumentException(
          "webhook secret is not a key; allowed: whsec_ or whpk_ and base64");
    }
  }
}
