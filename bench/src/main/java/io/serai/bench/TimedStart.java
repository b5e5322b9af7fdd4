package io.serai.bench;

import io.serai.hub.client.HubClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts of one program, each timed from its process's beginning to its first answer that it is
 * ready, and weighed once it has been idle for a while.
 */
final class TimedStart {

  private static final long PATIENCE_SECONDS = 60;
  private static final long STOP_SECONDS = 60;

  private final String name;
  private final int port;
  private final long idleSeconds;
  private final List<String> rehearsal;
  private final List<String> command;
  private final List<Double> readyMs = new ArrayList<>();
  private final List<Double> residentMb = new ArrayList<>();

  /**
   * Starts of a program that answers {@code GET /readyz} on a port of this machine.
   *
   * @param idleSeconds after how long it is weighed
   * @param rehearsal what runs it once so that the JVM learns what it will need
   * @param command what starts it
   */
  TimedStart(
      String name, int port, long idleSeconds, List<String> rehearsal, List<String> command) {
    this.name = name;
    this.port = port;
    this.idleSeconds = idleSeconds;
    this.rehearsal = List.copyOf(rehearsal);
    this.command = List.copyOf(command);
  }

  /** Runs it once, which counts for nothing. */
  void rehearse() throws IOException, InterruptedException {
    Process process = run(rehearsal);
    try {
      awaitReady(process);
    } finally {
      end(process);
    }
  }

  /** One start, and the end. */
  void start() throws IOException, InterruptedException {
    long startedAt = System.nanoTime();
    Process process = run(command);
    try {
      awaitReady(process);
      readyMs.add((System.nanoTime() - startedAt) / 1e6);
      TimeUnit.SECONDS.sleep(idleSeconds);
      residentMb.add(resident(process));
    } finally {
      end(process);
    }
  }

  private static Process run(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectErrorStream(true)
        .start();
  }

  private void awaitReady(Process process) throws InterruptedException {
    HubClient client = new HubClient(URI.create("http://127.0.0.1:" + port));
    long endsAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < endsAt && process.isAlive()) {
      try {
        if (client.get("/readyz").successful()) {
          return;
        }
      } catch (IllegalStateException e) {
        // Not listening yet.
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
    throw new IllegalStateException("'" + name + "' is not ready after " + PATIENCE_SECONDS + " s");
  }

  private static double resident(Process process) throws IOException {
    try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow()
          / 1024.0;
    }
  }

  private static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  /** Milliseconds to the first answer, of each start. */
  List<Double> readyMs() {
    return readyMs;
  }

  /** Megabytes of resident memory when idle, of each start. */
  List<Double> residentMb() {
    return residentMb;
  }
}
