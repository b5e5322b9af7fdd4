package io.serai.sandbox.warm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How much memory the machine has left, asked for at most once a second.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_meminfo.5.html">proc_meminfo(5)</a>
 */
final class FreeMemory {

  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private volatile long askedAt = System.nanoTime() - FRESH_NANOS;
  private volatile long percent = 100;

  boolean isEnough(int minPercent) {
    long now = System.nanoTime();
    if (now - askedAt >= FRESH_NANOS) {
      askedAt = now;
      percent = ask();
    }
    return percent >= minPercent;
  }

  private static long ask() {
    try {
      List<String> lines = Files.readAllLines(MEMINFO);
      return 100 * kilobytes(lines, "MemAvailable:") / Math.max(1, kilobytes(lines, "MemTotal:"));
    } catch (IOException e) {
      return 100;
    }
  }

  private static long kilobytes(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
