package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs that tests ask about the files in {@code deploy} and {@code .github}. */
final class Checker {

  private static final Path SCHEMAS = StartedHub.HOME.resolve("it/schemas");

  private Checker() {}

  /** What a program printed, both streams, and the code it ended with. */
  record Ended(int code, String out) {}

  /** Runs a program in the repository, with a text as its input. */
  static Ended run(String input, String... command) throws IOException, InterruptedException {
    Path in = Files.createTempFile("serai-checked", "");
    try {
      Files.writeString(in, input);
      Process process =
          new ProcessBuilder(command)
              .directory(StartedHub.HOME.toFile())
              .redirectInput(in.toFile())
              .redirectErrorStream(true)
              .start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
      return new Ended(process.exitValue(), out);
    } finally {
      Files.delete(in);
    }
  }

  /** What a program prints, which must succeed. */
  static String output(String... command) throws IOException, InterruptedException {
    Ended ended = run("", command);
    assertThat(ended.code()).as(String.join(" ", command) + "\n" + ended.out()).isZero();
    return ended.out();
  }

  /** What {@code it/schemas/check.mjs} says; ends the test where its packages are not installed. */
  static Ended check(String input, String what, Path... files)
      throws IOException, InterruptedException {
    assumeTrue(
        Files.isDirectory(SCHEMAS.resolve("node_modules")),
        "schemas are not installed; npm ci in it/schemas installs them");
    List<String> command =
        new ArrayList<>(List.of("node", SCHEMAS.resolve("check.mjs").toString(), what));
    for (Path file : files) {
      command.add(file.toString());
    }
    return run(input, command.toArray(String[]::new));
  }

  /** Ends the test where a program is missing. */
  static void require(String program, String hint) {
    assumeTrue(
        List.of(System.getenv("PATH").split(":", -1)).stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
        program + " is not installed; " + hint);
  }
}
