package io.serai.sandbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of signals, by the exit codes that shells and container engines give them. */
public final class Signals {

  private static final int BASE = 128;
  private static final Map<Integer, String> NAMES =
      Map.of(
          4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11, "SIGSEGV", 13,
          "SIGPIPE", 15, "SIGTERM", 24, "SIGXCPU", 25, "SIGXFSZ");

  private Signals() {}

  /** The signal that an exit code such as 137 stands for; absent for an ordinary code. */
  public static @Nullable String of(int exitCode) {
    return NAMES.get(exitCode - BASE);
  }
}
