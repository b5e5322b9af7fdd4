package io.serai.hub.sender;

import io.serai.policy.SendersPolicy.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Holds signatures against one key. Thread-safe. */
@FunctionalInterface
interface Verifier {

  int LEAST_SECRET_BYTES = 32;

  /** Whether a signature is the key's over a text. */
  boolean verifies(byte[] text, byte[] signature);

  /**
   * The verifier of a key.
   *
   * @param text the shared secret, or the public key in PEM
   * @throws IllegalStateException when the key is not fit to be used
   */
  static Verifier of(SigningKey key, String text) {
    return switch (key.algorithm()) {
      case HMAC_SHA_256 -> hmac(key, text);
      case ED25519 -> ed25519(key, text);
    };
  }

  private static Verifier hmac(SigningKey key, String text) {
    byte[] secret = text.getBytes(StandardCharsets.UTF_8);
    if (secret.length < LEAST_SECRET_BYTES) {
      throw new IllegalStateException(
          "key '"
              + key.key()
              + "' is too short; allowed: "
              + LEAST_SECRET_BYTES
              + " bytes or more");
    }
    SecretKeySpec hash = new SecretKeySpec(secret, "HmacSHA256");
    return (signed, signature) -> {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(hash);
        return MessageDigest.isEqual(mac.doFinal(signed), signature);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("HMAC-SHA-256 is missing from this JDK", e);
      }
    };
  }

  private static Verifier ed25519(SigningKey key, String text) {
    try {
      String base64 = text.replaceAll("-----[A-Z ]+-----", "");
      PublicKey publicKey =
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
      return (signed, signature) -> {
        try {
          Signature check = Signature.getInstance("Ed25519");
          check.initVerify(publicKey);
          check.update(signed);
          return check.verify(signature);
        } catch (GeneralSecurityException e) {
          return false; // A signature that cannot even be read.
        }
      };
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "key '" + key.key() + "' is not an Ed25519 public key in PEM; " + e.getMessage(), e);
    }
  }
}
