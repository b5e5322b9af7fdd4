package io.serai.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** A RabbitMQ server of a test's own, with TLS and with users. */
final class PrivateRabbit implements AutoCloseable {

  private static final Path SCRIPT = StartedHub.HOME.resolve("deploy/servers");

  private final Path directory;
  private final String environment;

  private PrivateRabbit(Path directory, String environment) {
    this.directory = directory;
    this.environment = environment;
  }

  /**
   * Starts it.
   *
   * @param certificates holds {@code ca.pem}, {@code server.pem} and {@code server.key}
   */
  static PrivateRabbit start(Path directory, Path certificates) throws Exception {
    Assumptions.assumeTrue(
        Files.isDirectory(Path.of("/usr/lib/rabbitmq/lib")),
        "no RabbitMQ is installed; ./serai test installs one");
    run(certificates, "start", directory.toString(), "rabbitmq");
    return new PrivateRabbit(directory, Files.readString(directory.resolve("env")));
  }

  PrivateRabbit user(String name, String password) throws Exception {
    run(directory, "user", directory.toString(), name, password);
    return this;
  }

  String uri() {
    return found("SERAI_TEST_RABBITMQ=(\\S+)");
  }

  String tlsUri() {
    return found("SERAI_TEST_RABBITMQ_TLS=(\\S+)");
  }

  private String found(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(environment);
    if (!matcher.find()) {
      throw new IllegalStateException("RabbitMQ did not start; see " + directory);
    }
    return matcher.group(1);
  }

  private static void run(Path certificates, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("SERAI_SERVERS_TLS", certificates.toString());
    Process process = builder.start();
    if (!process.waitFor(90, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException(command + " failed");
    }
  }

  @Override
  public void close() throws IOException {
    try {
      run(directory, "stop", directory.toString());
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
