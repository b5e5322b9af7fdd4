package io.serai.hub.version;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/** A copy of a home in which a change can be tried; closing it deletes it. */
public final class TrialHome implements AutoCloseable {

  private final Path directory;

  private TrialHome(Path directory) {
    this.directory = directory;
  }

  /** A copy of a home as it would be after a change. */
  public static TrialHome of(Path home, HomeChange change) throws IOException {
    TrialHome trial = new TrialHome(Files.createTempDirectory("serai-trial"));
    try {
      trial.copy(home);
      change.apply(trial.directory);
      return trial;
    } catch (IOException | RuntimeException e) {
      trial.close();
      throw e;
    }
  }

  /** Where it is. */
  public Path directory() {
    return directory;
  }

  /** Only what may be changed is copied; the rest is as large as it likes. */
  private void copy(Path home) throws IOException {
    try (Stream<Path> entries = Files.list(home)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        String name = entry.getFileName().toString();
        if (HomeChange.FOLDERS.contains(name)) {
          FileUtils.copyDirectory(entry.toFile(), directory.resolve(name).toFile());
        } else {
          Files.createSymbolicLink(directory.resolve(name), entry.toAbsolutePath());
        }
      }
    }
  }

  /** A link goes; what it leads to stays. */
  @Override
  public void close() throws IOException {
    FileUtils.deleteDirectory(directory.toFile());
  }
}
