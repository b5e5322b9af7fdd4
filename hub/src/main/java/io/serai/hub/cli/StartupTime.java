package io.serai.hub.cli;

import java.lang.management.ManagementFactory;

/** How long the start took, counted from the launcher where it says when it began. */
final class StartupTime {

  private static final String LAUNCHED_AT = "serai.launched-at";

  private StartupTime() {}

  static String describe() {
    long jvmStart = ManagementFactory.getRuntimeMXBean().getStartTime();
    long launched = Long.getLong(LAUNCHED_AT, jvmStart);
    long millis = System.currentTimeMillis() - launched;
    return "ready after " + millis + " ms, counted from the launcher's start";
  }
}
