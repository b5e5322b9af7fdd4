package io.serai.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Programs of the tests' own classes, each in a process of its own. */
public final class Jvm {

  /** A program of a test does not live as long as code of the second compiler takes to pay off. */
  private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";

  private Jvm() {}

  /**
   * The command of a program, to which more arguments may be added.
   *
   * @param heapMb the most heap it may have
   * @param main the name of its main class
   */
  public static List<String> command(int heapMb, String main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMb + "m",
                FIRST_COMPILER,
                "-cp",
                System.getProperty("java.class.path"),
                main));
    command.addAll(Arrays.asList(arguments));
    return command;
  }
}
