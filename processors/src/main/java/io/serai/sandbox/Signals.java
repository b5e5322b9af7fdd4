package io.serai.sandbox;

import java.util.Map;

/** The names of Linux's signals by their numbers, which x86-64 and ARM share. */
public final class Signals {

  /** Sent to end a process without asking it. */
  public static final int KILL = 9;

  /** Sent where a file grows past its limit. */
  public static final int XFSZ = 25;

  /** Sent at the limit of CPU time. */
  public static final int XCPU = 24;

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(1, "SIGHUP"),
          Map.entry(2, "SIGINT"),
          Map.entry(3, "SIGQUIT"),
          Map.entry(4, "SIGILL"),
          Map.entry(5, "SIGTRAP"),
          Map.entry(6, "SIGABRT"),
          Map.entry(7, "SIGBUS"),
          Map.entry(8, "SIGFPE"),
          Map.entry(KILL, "SIGKILL"),
          Map.entry(10, "SIGUSR1"),
          Map.entry(11, "SIGSEGV"),
          Map.entry(12, "SIGUSR2"),
          Map.entry(13, "SIGPIPE"),
          Map.entry(14, "SIGALRM"),
          Map.entry(15, "SIGTERM"),
          Map.entry(XCPU, "SIGXCPU"),
          Map.entry(XFSZ, "SIGXFSZ"),
          Map.entry(31, "SIGSYS"));

  private Signals() {}

  /** The name of a signal; its number where it has no name here. */
  public static String name(int number) {
    return NAMES.getOrDefault(number, "SIG" + number);
  }
}
