package io.serai.hub.cli;

import io.serai.hub.FileCheck;
import io.serai.hub.HubSetup;
import io.serai.hub.config.HubConfig;
import io.serai.hub.version.HomeChange;
import io.serai.hub.version.RollbackNote;
import io.serai.store.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/**
 * Puts a version back into a home, whose hubs take it as one edit.
 *
 * @param home the directory
 * @param wanted the version
 * @param change what is to be done for it
 */
record Rollback(Path home, Version wanted, HomeChange change) {

  private static final Set<String> COPIED = Set.of("policies", "routes", "kamelets");

  /**
   * Everything that a hub would have against the home as it is to be.
   *
   * @param configured the configuration of a hub with that home
   * @return one line each with file and line; none when it would take it
   */
  List<String> problems(Function<Path, HubConfig> configured) throws IOException {
    Path trial = Files.createTempDirectory("serai-rollback");
    try {
      copyHome(trial);
      change.apply(trial);
      HubConfig config = configured.apply(trial);
      try (HubSetup setup = HubSetup.of(config)) {
        return new FileCheck(config, setup).findings().stream().map(Object::toString).toList();
      }
    } finally {
      delete(trial);
    }
  }

  /** Only what may be changed is copied; the rest is as large as it likes. */
  private void copyHome(Path trial) throws IOException {
    try (Stream<Path> entries = Files.list(home)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        Path there = trial.resolve(entry.getFileName().toString());
        if (COPIED.contains(entry.getFileName().toString())) {
          FileUtils.copyDirectory(entry.toFile(), there.toFile());
        } else {
          Files.createSymbolicLink(there, entry.toAbsolutePath());
        }
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> tree = Files.walk(directory)) {
      tree.sorted(Comparator.reverseOrder()).forEach(Rollback::deleteOne);
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Does it; hubs take it as one edit, and say of it who did. */
  void run() throws IOException {
    String author = String.valueOf(System.getProperty("user.name"));
    new RollbackNote(home).write(new RollbackNote.Rollback(wanted.digest(), author, Instant.now()));
    change.apply(home);
  }
}
