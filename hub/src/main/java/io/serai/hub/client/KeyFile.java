package io.serai.hub.client;

import io.serai.hub.access.FirstKey;
import io.serai.hub.config.HubConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Files that hold a key and nothing else. */
public final class KeyFile {

  private KeyFile() {}

  /** The key that a hub on this machine has made for operators; absent where it asks for none. */
  public static @Nullable String ofHub(HubConfig config) {
    return config.access().required() ? read(config.state().resolve(FirstKey.FILE)) : null;
  }

  /** The key in a file. */
  public static String read(Path file) {
    try {
      return Files.readString(file).trim();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "key file '" + file + "' cannot be read; name a file with a key, or set SERAI_KEY", e);
    }
  }
}
