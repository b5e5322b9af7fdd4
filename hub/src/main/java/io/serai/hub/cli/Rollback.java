package io.serai.hub.cli;

import io.serai.hub.FileCheck;
import io.serai.hub.HubSetup;
import io.serai.hub.config.HubConfig;
import io.serai.hub.version.HomeChange;
import io.serai.hub.version.RollbackNote;
import io.serai.hub.version.TrialHome;
import io.serai.store.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Puts a version back into a home, whose hubs take it as one edit.
 *
 * @param home the directory
 * @param wanted the version
 * @param change what is to be done for it
 */
record Rollback(Path home, Version wanted, HomeChange change) {

  /**
   * Everything that a hub would have against the home as it is to be.
   *
   * @param configured the configuration of a hub with that home
   * @return one line each with file and line; none when it would take it
   */
  List<String> problems(Function<Path, HubConfig> configured) throws IOException {
    try (TrialHome trial = TrialHome.of(home, change)) {
      HubConfig config = configured.apply(trial.directory());
      try (HubSetup setup = HubSetup.of(config)) {
        return new FileCheck(config, setup).findings().stream().map(Object::toString).toList();
      }
    }
  }

  /** Does it; hubs take it as one edit, and say of it who did. */
  void run() throws IOException {
    String author = String.valueOf(System.getProperty("user.name"));
    new RollbackNote(home).write(new RollbackNote.Rollback(wanted.digest(), author, Instant.now()));
    change.apply(home);
  }
}
