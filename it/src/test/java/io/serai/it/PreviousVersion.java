package io.serai.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Serai as it was in the version before, built from the repository's history: upgrades are promised
 * from there.
 *
 * @param home its checkout, with a launcher of its own
 */
record PreviousVersion(Path home) {

  private static final Path TARGET = StartedHub.HOME.resolve("it/target").normalize();
  private static final long BUILD_MINUTES = 10;

  /** Builds the commit that {@code deploy/previous-version} names, unless it is built already. */
  static PreviousVersion build() throws IOException, InterruptedException {
    String commit = Files.readString(StartedHub.HOME.resolve("deploy/previous-version")).trim();
    Path home = TARGET.resolve("previous-" + commit);
    if (!Files.exists(home)) {
      Assumptions.assumeTrue(
          run(StartedHub.HOME, "git", "cat-file", "-e", commit + "^{commit}") == 0,
          "the history has no commit " + commit + "; fetch all of it");
      require(run(StartedHub.HOME, "git", "clone", "-q", "--shared", ".", home.toString()));
      require(run(home, "git", "checkout", "-q", "--detach", commit));
    }
    require(run(home, home.resolve("serai").toString(), "--version"));
    return new PreviousVersion(home);
  }

  /** The command of a hub. */
  List<String> command() {
    return List.of(home.resolve("serai").toString(), "run");
  }

  private static void require(int code) {
    if (code != 0) {
      throw new IllegalStateException("version before cannot be built; see " + log());
    }
  }

  private static Path log() {
    return TARGET.resolve("previous-version.log");
  }

  private static int run(Path directory, String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
    if (!process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return process.waitFor();
  }
}
