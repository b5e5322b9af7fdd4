package io.serai.it.chaos;

import io.serai.it.Jvm;
import java.io.IOException;
import java.nio.file.Path;

/** Runs a main class of the tests in a process of its own. */
final class JavaProcess {

  private JavaProcess() {}

  /**
   * Starts one.
   *
   * @param log what it says is added there
   */
  static Process start(Class<?> main, Path log, String... arguments) throws IOException {
    return new ProcessBuilder(Jvm.command(512, main.getName(), arguments))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }
}
