package io.serai.sandbox.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A hub as its containers name it. A process id alone is not enough: it is given again to another
 * process, and means another one to a hub that runs in a container itself.
 *
 * @param namespace in which the process id means something
 * @param pid its process id
 * @param startedAt when it started, in the kernel's ticks since boot
 */
record HubProcess(String namespace, long pid, long startedAt) {

  private static final Path PROC = Path.of("/proc");
  private static final Pattern LABEL = Pattern.compile("(\\d{1,20})-(\\d{1,10})-(\\d{1,18})");
  private static final int START_TIME = 19;
  private static final long NEVER = -1;

  /** This hub. */
  static HubProcess current() {
    long pid = ProcessHandle.current().pid();
    return new HubProcess(namespaceHere(), pid, startOf(pid));
  }

  /** The hub that a label names; absent when it names none. */
  static Optional<HubProcess> parse(String label) {
    Matcher matcher = LABEL.matcher(label);
    return matcher.matches()
        ? Optional.of(
            new HubProcess(
                matcher.group(1),
                Long.parseLong(matcher.group(2)),
                Long.parseLong(matcher.group(3))))
        : Optional.empty();
  }

  /** As a container's label says it. */
  String label() {
    return namespace + "-" + pid + "-" + startedAt;
  }

  /** Whether it has ended; false when that cannot be seen from here. */
  boolean isGone() {
    return namespace.equals(namespaceHere()) && seesOthers() && startOf(pid) != startedAt;
  }

  private static String namespaceHere() {
    try {
      Path link = Files.readSymbolicLink(PROC.resolve("self/ns/pid"));
      return link.toString().replaceAll("\\D", "");
    } catch (IOException e) {
      return "";
    }
  }

  /** Where {@code /proc} hides other users' processes, they only seem to have ended. */
  private static boolean seesOthers() {
    return startOf(1) != NEVER;
  }

  private static long startOf(long pid) {
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"));
      String afterName = stat.substring(stat.lastIndexOf(')') + 2);
      return Long.parseLong(afterName.split(" ", -1)[START_TIME]);
    } catch (IOException e) {
      return NEVER;
    }
  }
}
