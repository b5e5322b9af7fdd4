package io.serai.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Commands, each in a process of its own. */
final class CommandLine {

  private CommandLine() {}

  /** What a command printed, and the code it ended with. */
  record Ended(int code, String out, String errors) {}

  /** The process of a command. */
  static List<String> of(String... arguments) {
    return Jvm.command(512, "io.serai.hub.Main", arguments);
  }

  /** Runs a command to its end; what it prints is kept in files of the directory. */
  static Ended run(Path directory, String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile(directory, "out", "");
    Path errors = Files.createTempFile(directory, "errors", "");
    Process process =
        new ProcessBuilder(of(arguments))
            .redirectOutput(out.toFile())
            .redirectError(errors.toFile())
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(errors));
  }
}
