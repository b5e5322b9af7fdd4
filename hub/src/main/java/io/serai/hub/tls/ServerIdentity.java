package io.serai.hub.tls;

import io.serai.hub.config.PemPair;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

/**
 * A server's certificate with its private key, as PEM, found to belong together.
 *
 * @param certificate the certificate, followed by those between it and its authority's
 * @param key its private key, PKCS 8
 * @param expires when the certificate ends
 */
public record ServerIdentity(String certificate, String key, Instant expires) {

  private static final byte[] PROBE = "serai".getBytes(StandardCharsets.US_ASCII);

  /**
   * Reads the files as they are now.
   *
   * @throws IllegalStateException when they cannot be used, or one is of another pair
   */
  public static ServerIdentity read(PemPair files) {
    try {
      String certificate = Files.readString(Path.of(files.certificate()));
      String key = Files.readString(Path.of(files.key()));
      X509Certificate first = certificate(certificate);
      requirePair(first, privateKey(key, first.getPublicKey().getAlgorithm()));
      return new ServerIdentity(certificate, key, first.getNotAfter().toInstant());
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "certificate '"
              + files.certificate()
              + "' with key '"
              + files.key()
              + "' cannot be used; a PEM certificate and its PKCS 8 key are needed: "
              + e,
          e);
    }
  }

  private static X509Certificate certificate(String pem) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  private static PrivateKey privateKey(String pem, String algorithm)
      throws GeneralSecurityException {
    String base64 =
        pem.replaceAll("(?s).*-----BEGIN PRIVATE KEY-----|-----END PRIVATE KEY-----.*", "");
    return KeyFactory.getInstance(algorithm)
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
  }

  /** A server that shows one pair's certificate with another's key fails every handshake. */
  private static void requirePair(X509Certificate certificate, PrivateKey key)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> key.getAlgorithm();
        };
    Signature signing = Signature.getInstance(algorithm);
    signing.initSign(key);
    signing.update(PROBE);
    Signature verifying = Signature.getInstance(algorithm);
    verifying.initVerify(certificate.getPublicKey());
    verifying.update(PROBE);
    if (!verifying.verify(signing.sign())) {
      throw new GeneralSecurityException("the key is not the certificate's");
    }
  }

  /** Hides the key. */
  @Override
  public String toString() {
    return "certificate until " + expires;
  }
}
