package io.serai.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;

/** pg-boss, in a Node process of its own, fetched from npm into a directory that goes with it. */
final class PgBoss implements DurableQueue {

  /** The newest that runs on Node 20. */
  private static final String PACKAGE = "pg-boss@10.4.2";

  private static final String SCRIPT = "pg-boss.mjs";

  private final Path directory;
  private final Process node;
  private final BufferedReader answers;
  private final Writer orders;

  /** Starts it over an empty database, given as a {@code postgres://} URL. */
  PgBoss(String url, int connections) throws IOException, InterruptedException {
    directory = Files.createTempDirectory("serai-bench-pg-boss-");
    try (InputStream script = PgBoss.class.getResourceAsStream(SCRIPT)) {
      Files.write(directory.resolve(SCRIPT), script.readAllBytes());
    }
    install();
    node =
        new ProcessBuilder("node", SCRIPT, url, String.valueOf(connections))
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    answers = node.inputReader(StandardCharsets.UTF_8);
    orders = node.outputWriter(StandardCharsets.UTF_8);
    expect("ready");
  }

  private void install() throws IOException, InterruptedException {
    List<String> command =
        List.of("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", ".", PACKAGE);
    int code =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (code != 0) {
      throw new IllegalStateException(String.join(" ", command) + " ended with " + code);
    }
  }

  private void expect(String answer) throws IOException {
    String line = answers.readLine();
    if (!answer.equals(line)) {
      throw new IllegalStateException("pg-boss answered '" + line + "', not '" + answer + "'");
    }
  }

  @Override
  public String name() {
    return "pg-boss";
  }

  @Override
  public double perSecond(int seconds) {
    try {
      orders.write(seconds + "\n");
      orders.flush();
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("pg-boss ended early");
      }
      return Double.parseDouble(line);
    } catch (IOException e) {
      throw new UncheckedIOException("pg-boss does not answer", e);
    }
  }

  @Override
  public void close() {
    try {
      orders.close();
      if (!node.waitFor(20, TimeUnit.SECONDS)) {
        node.destroyForcibly();
      }
      FileUtils.deleteDirectory(directory.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("pg-boss could not be cleared away", e);
    } catch (InterruptedException e) {
      node.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
