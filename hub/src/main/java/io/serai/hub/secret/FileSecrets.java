package io.serai.hub.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Secrets in files, as container platforms mount them: the whole file, without its last newline.
 */
final class FileSecrets implements SecretStore {

  private static final long MAX_BYTES = 64 * 1024;

  @Override
  public Secret read(String reference, String path) {
    try {
      Path file = Path.of(path);
      if (Files.size(file) > MAX_BYTES) {
        throw new SecretException(reference, "is too large; allowed: up to 64 KiB");
      }
      return new Secret(Files.readString(file).replaceFirst("\r?\n\\z", ""));
    } catch (IOException | InvalidPathException e) {
      throw new SecretException(
          reference, "cannot be read; name a file of UTF-8 that the hub may read");
    }
  }
}
