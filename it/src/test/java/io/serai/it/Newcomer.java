package io.serai.it;

import io.serai.hub.embedded.Ports;
import io.serai.it.HowToPage.Step;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Somebody who does what a page says, in a checkout of their own, and nothing else. */
final class Newcomer implements AutoCloseable {

  private static final Duration STARTED = Duration.ofSeconds(60);

  private final Path home;
  private final Duration patience;
  private final List<Process> terminals = new ArrayList<>();
  private final Map<String, String> addresses = new HashMap<>();

  /**
   * One who has a checkout.
   *
   * @param home of it
   * @param patience how long a command is typed again until it prints what the page promises
   */
  Newcomer(Path home, Duration patience) throws IOException {
    this.home = home;
    this.patience = patience;
    Homes.copy(home);
    Files.createDirectories(home.resolve("deploy"));
    Files.copy(StartedHub.HOME.resolve("deploy/certificates"), home.resolve("deploy/certificates"));
    Path launcher = home.resolve("serai");
    String command = String.join("' '", Jvm.command(512, "io.serai.hub.Main"));
    Files.writeString(launcher, "#!/bin/sh\nexec '" + command + "' \"$@\"\n");
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    addresses.put("127.0.0.1:8080", "127.0.0.1:" + Ports.free());
    addresses.put("127.0.0.1:8443", "127.0.0.1:" + Ports.free());
  }

  /** Follows a page to its end; an error says which line of it does not hold. */
  void follow(HowToPage page) throws IOException, InterruptedException {
    List<Step> steps = page.steps();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.isFile()) {
        Path file = home.resolve(step.path());
        Files.createDirectories(file.getParent());
        Files.writeString(file, here(step.text()));
      } else if (step.isCommand() || step.isTerminal()) {
        boolean promised = i + 1 < steps.size() && steps.get(i + 1).isPromise();
        Step promise = promised ? steps.get(++i) : null;
        if (step.isTerminal()) {
          leave(step, promise);
        } else {
          type(step, promise);
        }
      } else {
        throw new AssertionError(
            "line " + step.line() + ": block '" + step.kind() + "' is unknown");
      }
    }
  }

  /** Starts what goes on beside the rest, and waits until it has said what the page promises. */
  private void leave(Step command, @Nullable Step promise)
      throws IOException, InterruptedException {
    Path log = home.resolve("terminal-" + command.line() + ".log");
    terminals.add(start(command, log));
    Instant end = Instant.now().plus(STARTED);
    while (promise != null && !promise.isKeptBy(there(Files.readString(log)))) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError(
            "line %d: %s\nprinted:\n%s"
                .formatted(command.line(), command.text(), Files.readString(log)));
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private void type(Step command, @Nullable Step promise) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(patience);
    while (true) {
      Path log = Files.createTempFile(home, "typed", ".log");
      Process process = start(command, log);
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      String printed = Files.readString(log);
      if (promise == null ? process.exitValue() == 0 : promise.isKeptBy(there(printed))) {
        return;
      }
      if (promise == null || Instant.now().isAfter(end)) {
        throw new AssertionError(
            "line %d: %s\nprinted, with exit code %d:\n%s\nand the terminals:\n%s"
                .formatted(command.line(), command.text(), process.exitValue(), printed, told()));
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  /** What goes on beside has printed. */
  private String told() throws IOException {
    StringBuilder told = new StringBuilder();
    try (DirectoryStream<Path> logs = Files.newDirectoryStream(home, "terminal-*.log")) {
      for (Path each : logs) {
        told.append(Files.readString(each)).append('\n');
      }
    }
    return told.toString();
  }

  private Process start(Step step, Path log) throws IOException {
    // Or signals would end the shell and leave what it has started.
    String command = (step.isTerminal() ? "exec " : "") + here(step.text());
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    String hub = addresses.getOrDefault("127.0.0.1:8080", "");
    builder.environment().put("SERAI_URL", "http://" + hub);
    builder.environment().put("SERAI_HTTP_PORT", hub.substring(hub.indexOf(':') + 1));
    builder.environment().put("SERAI_STATE", home.resolve("state").toString());
    builder.environment().put("SERAI_DOCKER_HOST", "");
    return builder.start();
  }

  /** Where the page says its ports, those that are free here. */
  private String here(String text) {
    String here = text;
    for (Map.Entry<String, String> each : addresses.entrySet()) {
      here = here.replace(each.getKey(), each.getValue());
    }
    return here;
  }

  /** What was printed, with the ports of the page. */
  private String there(String text) {
    String there = text;
    for (Map.Entry<String, String> each : addresses.entrySet()) {
      there = there.replace(each.getValue(), each.getKey());
    }
    return there;
  }

  @Override
  public void close() {
    terminals.forEach(Process::destroy);
    for (Process each : terminals) {
      try {
        each.onExit().orTimeout(40, TimeUnit.SECONDS).join();
      } catch (CompletionException e) {
        each.destroyForcibly().onExit().join();
      }
    }
  }
}
