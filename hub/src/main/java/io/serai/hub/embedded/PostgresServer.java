package io.serai.hub.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A PostgreSQL server of the hub's own, on loopback, whose data stay between runs. */
public final class PostgresServer implements AutoCloseable {

  private static final Duration STARTUP = Duration.ofSeconds(60);

  private final EmbeddedPostgres server;
  private final FileLock lock;

  private PostgresServer(EmbeddedPostgres server, FileLock lock) {
    this.server = server;
    this.lock = lock;
  }

  /**
   * Starts it, on a free port.
   *
   * @param state the hub's state directory; the data are in {@code postgres} below it
   * @throws IllegalStateException when another hub uses the directory
   */
  public static PostgresServer start(Path state) {
    return start(state, Ports.free());
  }

  /** Starts it, on a given port. */
  public static PostgresServer start(Path state, int port) {
    return start(state, port, Map.of());
  }

  /** Starts it, on a given port, with settings of PostgreSQL's own beside those it needs. */
  public static PostgresServer start(Path state, int port, Map<String, String> settings) {
    try {
      Files.createDirectories(state);
      FileLock lock = lock(state.resolve("postgres.lock"));
      Path data = state.resolve("postgres");
      stopOrphan(data.resolve("postmaster.pid"));
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setPort(port)
              .setOverrideWorkingDirectory(state.resolve("postgres-binaries").toFile())
              .setCleanDataDirectory(false)
              .setPGStartupWait(STARTUP)
              // This build of it is made for tests, and forgets what it has confirmed unless told.
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("max_connections", "50")
              .setServerConfig("shared_buffers", "128MB")
              .setServerConfig("wal_compression", "on");
      settings.forEach(builder::setServerConfig);
      return new PostgresServer(builder.start(), lock);
    } catch (IOException e) {
      throw new UncheckedIOException("embedded PostgreSQL could not start in '" + state + "'", e);
    }
  }

  /** A hub that is killed leaves its server running; the lock says that its hub is gone. */
  private static void stopOrphan(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) {
      return;
    }
    long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).trim());
    Optional<ProcessHandle> orphan =
        ProcessHandle.of(pid)
            .filter(process -> process.info().command().orElse("").endsWith("postgres"));
    if (orphan.isPresent()) {
      orphan.get().destroy();
      try {
        orphan.get().onExit().get(STARTUP.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException e) {
        throw new IllegalStateException(
            "PostgreSQL process " + pid + " of a hub that was killed does not stop; end it", e);
      }
    }
    Files.deleteIfExists(pidFile);
  }

  private static FileLock lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new IllegalStateException(
          "state directory '"
              + file.getParent()
              + "' is in use by another hub; stop it, or set serai.state to another directory");
    }
    return lock;
  }

  /** Where it listens, with the user in the URL. */
  public String jdbcUrl() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  @Override
  public void close() {
    try {
      server.close();
      lock.channel().close();
    } catch (IOException e) {
      throw new UncheckedIOException("embedded PostgreSQL could not be stopped", e);
    }
  }
}
