package io.serai.hub.secret;

/** One place where secrets are kept. */
interface SecretStore {

  /**
   * Reads a secret as it is now.
   *
   * @param reference the whole reference, for words about what is wrong
   * @param path the reference without its scheme
   * @throws SecretException when it cannot be had
   */
  Secret read(String reference, String path);
}
