package io.serai.hub.config;

/**
 * A certificate with its private key: files in PEM.
 *
 * @param certificate the certificate, followed by those between it and its authority's; empty means
 *     none
 * @param key its private key, PKCS 8; empty means none
 */
public record PemPair(String certificate, String key) {

  /** Whether it is set at all. */
  public boolean enabled() {
    return !certificate.isEmpty();
  }
}
