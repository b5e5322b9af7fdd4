package io.serai.hub.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a trial, and of the home that it was of. */
class TrialHomeTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path home;

  @Test
  void goesAndLeavesWhatItLinkedTo() throws Exception {
    Files.createDirectories(home.resolve("models/large"));
    Files.writeString(home.resolve("models/large/weights"), "heavy");
    Files.createDirectories(home.resolve("policies"));
    Files.writeString(home.resolve("policies/router.yaml"), "before");

    HomeChange change =
        new HomeChange(new TreeMap<>(Map.of("policies/router.yaml", "after")), new TreeSet<>());
    Path directory;
    try (TrialHome trial = TrialHome.of(home, change)) {
      directory = trial.directory();
      assertThat(directory.resolve("models/large/weights")).hasContent("heavy");
      assertThat(directory.resolve("policies/router.yaml")).hasContent("after");
    }

    assertThat(directory).doesNotExist();
    assertThat(home.resolve("models/large/weights")).hasContent("heavy");
    assertThat(home.resolve("policies/router.yaml")).hasContent("before");
  }
}
