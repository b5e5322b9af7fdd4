package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files on volumes as Kubernetes mounts them: each version in a hidden folder, links to what is in
 * {@code ..data}, and {@code ..data} a link that is renamed over at once.
 */
@SuppressWarnings("NullAway.Init") // JUnit makes the directory before each test.
class VolumeReloadTest {

  private static final String JOB = "{\"language\":\"python\",\"code\":\"print(1)\"}";

  @TempDir private Path directory;

  @Test
  void putsInForceWhatALinkPointsToFromNowOn() throws Exception {
    Path home = directory.resolve("home");
    Homes.copy(home);
    for (String folder : List.of("routes", "kamelets", "policies")) {
      makeVolume(home.resolve(folder));
    }
    try (StartedHub hub = StartedHub.start(home, directory.resolve("state"), Map.of())) {
      assertThat(hub.post("/execute", JOB).statusCode()).isEqualTo(200);

      swap(
          home.resolve("routes"),
          "30-allowlist/allowlist.camel.yaml",
          "ref: allowlist\n",
          """
          ref: allowlist
                  - throwException:
                      exceptionType: java.lang.IllegalStateException
                      message: closed for the night
          """);
      awaitAnswer(hub, 502, "closed for the night");

      swap(
          home.resolve("policies"),
          "moderation.yaml",
          "\nrules:\n",
          """

          rules:
            - {name: no-ones, decision: block, reason: ones are out, contains: ["1"]}
          """);
      awaitAnswer(hub, 403, "ones are out");
    }
  }

  private static void awaitAnswer(StartedHub hub, int status, String text) {
    Awaitility.await()
        .atMost(Patience.SOON)
        .untilAsserted(
            () -> {
              var answer = hub.post("/execute", JOB);
              assertThat(answer.body()).contains(text);
              assertThat(answer.statusCode()).isEqualTo(status);
            });
  }

  private static void makeVolume(Path folder) throws IOException {
    Path files = folder.resolveSibling(folder.getFileName() + "-files");
    Files.move(folder, files);
    Files.createDirectory(folder);
    Files.move(files, folder.resolve("..1"));
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..1"));
    try (Stream<Path> entries = Files.list(folder.resolve("..1"))) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        Files.createSymbolicLink(
            folder.resolve(entry.getFileName()), Path.of("..data").resolve(entry.getFileName()));
      }
    }
  }

  /** Writes a version with one file edited, and lets the link point to it in one step. */
  private static void swap(Path folder, String file, String from, String to) throws IOException {
    Path before = folder.resolve(Files.readSymbolicLink(folder.resolve("..data")));
    Path after = folder.resolve("..2");
    Homes.copy(before, after);
    Path edited = after.resolve(file);
    String text = Files.readString(edited);
    assertThat(text).contains(from);
    Files.writeString(edited, text.replace(from, to));
    Files.createSymbolicLink(folder.resolve("..data_tmp"), after.getFileName());
    Files.move(
        folder.resolve("..data_tmp"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
  }
}
