package io.serai.it.chaos;

import io.serai.hub.embedded.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A PostgreSQL server on a disk of its own, beneath a process of its own. */
final class PostgresProcess implements Server {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final Path data;
  private final Path directory;
  private final int port = Ports.free();
  private Process process;

  PostgresProcess(Path disk, Path directory) throws IOException {
    this.data = disk.resolve("postgres");
    this.directory = Files.createDirectories(directory);
    this.process = launch();
    awaitReady();
  }

  private Process launch() throws IOException {
    return JavaProcess.start(
        PostgresProcess.class,
        directory.resolve("log"),
        data.toString(),
        directory.resolve("binaries").toString(),
        String.valueOf(port));
  }

  /** The server's keeper: it starts it, and stops it when it is told to end. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setDataDirectory(Path.of(arguments[0]))
            .setOverrideWorkingDirectory(Path.of(arguments[1]).toFile())
            .setPort(Integer.parseInt(arguments[2]))
            .setCleanDataDirectory(false)
            .setPGStartupWait(SOON)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("max_connections", "80")
            .setServerConfig("max_wal_size", "64MB")
            .start()) {
      System.err.println("PostgreSQL listens on " + server.getPort());
      Thread.currentThread().join();
    }
  }

  int port() {
    return port;
  }

  String jdbcUrl() {
    return jdbcUrl(port);
  }

  static String jdbcUrl(int atPort) {
    return "jdbc:postgresql://127.0.0.1:" + atPort + "/postgres?user=postgres";
  }

  private void awaitReady() {
    Awaitility.await("PostgreSQL is ready; its log is in " + directory)
        .atMost(SOON)
        .ignoreExceptions()
        .until(
            () -> {
              DriverManager.getConnection(jdbcUrl()).close();
              return true;
            });
  }

  @Override
  public void start() throws IOException {
    Files.deleteIfExists(data.resolve("postmaster.pid"));
    process = launch();
  }

  private Optional<ProcessHandle> postmaster() throws IOException {
    Path file = data.resolve("postmaster.pid");
    return Files.exists(file)
        ? ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0).trim()))
        : Optional.empty();
  }

  boolean isAlive() throws IOException {
    return postmaster().filter(ProcessHandle::isAlive).isPresent();
  }

  @Override
  public void kill() throws IOException {
    process.destroyForcibly().onExit().join();
    Optional<ProcessHandle> found = postmaster();
    if (found.isPresent()) {
      // Its children notice, and end by themselves: until then its memory is in use.
      List<ProcessHandle> all = Stream.concat(found.stream(), found.get().descendants()).toList();
      found.get().destroyForcibly();
      Awaitility.await().atMost(SOON).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  @Override
  public void close() throws IOException {
    kill();
  }
}
