package io.serai.hub.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A private node of the RabbitMQ that is installed on this machine, on loopback. */
public final class RabbitServer implements AutoCloseable {

  private static final Path INSTALLED = Path.of("/usr/lib/rabbitmq/lib");
  private static final Pattern URI = Pattern.compile("SERAI_TEST_RABBITMQ=(\\S+)");
  private static final long START_SECONDS = 90;

  private final Path script;
  private final Path directory;
  private final String uri;

  private RabbitServer(Path script, Path directory, String uri) {
    this.script = script;
    this.directory = directory;
    this.uri = uri;
  }

  /**
   * Starts it, on free ports.
   *
   * @param home holds {@code deploy/servers}, which knows how
   * @param directory for its data and log; made when absent
   * @return empty where RabbitMQ is not installed or does not start
   */
  public static Optional<RabbitServer> start(Path home, Path directory) {
    Path script = home.resolve("deploy/servers");
    if (!Files.isDirectory(INSTALLED) || !Files.isExecutable(script)) {
      return Optional.empty();
    }
    try {
      run(script, "start", directory);
      Matcher found = URI.matcher(environment(directory));
      return found.find()
          ? Optional.of(new RabbitServer(script, directory, found.group(1)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String environment(Path directory) throws IOException {
    Path file = directory.resolve("env");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private static void run(Path script, String action, Path directory) throws IOException {
    Process process =
        new ProcessBuilder(script.toString(), action, directory.toString(), "rabbitmq")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Where it listens, with user and password. */
  public String uri() {
    return uri;
  }

  @Override
  public void close() {
    try {
      run(script, "stop", directory);
    } catch (IOException e) {
      throw new UncheckedIOException("RabbitMQ could not be stopped", e);
    }
  }
}
