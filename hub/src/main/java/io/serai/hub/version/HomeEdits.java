package io.serai.hub.version;

import io.serai.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps hubs from reading a home while several of its files are being exchanged, so that they take
 * all of them as one edit. By a lock on a file, which whoever dies lets go.
 */
public final class HomeEdits {

  /** A hub that found no lock file has read what it was about to by then. */
  private static final long FIRST_TIME_MS = 1_000;

  private final Path home;
  private final Path directory;

  /** The edits of a home directory. */
  public HomeEdits(Path home) {
    this.home = home;
    this.directory = home.resolve(".serai");
  }

  /**
   * That a version of before was put back.
   *
   * @param digest of that version
   * @param author who did it
   * @param at when
   */
  public record Rollback(String digest, String author, Instant at) {}

  /**
   * A time in which nobody else does what would disturb.
   *
   * @param channel holds the lock; absent where there is none
   * @param granted whether it may be used
   */
  public record Turn(@Nullable FileChannel channel, boolean granted) implements AutoCloseable {

    @Override
    public void close() {
      try {
        if (channel != null) {
          channel.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A turn to read the files; not granted while somebody writes them. */
  public Turn reading() throws IOException {
    try {
      FileChannel channel = FileChannel.open(lockFile(), StandardOpenOption.READ);
      return new Turn(channel, shared(channel) != null);
    } catch (NoSuchFileException e) {
      return new Turn(null, true);
    }
  }

  private static @Nullable FileLock shared(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, true);
    } catch (OverlappingFileLockException e) {
      // Another hub of this process reads just now.
      return null;
    }
  }

  /**
   * Puts a version back while no hub reads the files; waits until none does.
   *
   * @param by what hubs are to tell of it
   */
  public void apply(HomeChange change, Rollback by) throws IOException, InterruptedException {
    Turn turn = writing();
    try {
      note(by);
      change.apply(home);
    } finally {
      turn.close();
    }
  }

  Turn writing() throws IOException, InterruptedException {
    Files.createDirectories(directory);
    permit(directory, "rwxr-xr-x");
    boolean first = Files.notExists(lockFile());
    FileChannel channel =
        FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      permit(lockFile(), "rw-r--r--");
      channel.lock();
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    if (first) {
      TimeUnit.MILLISECONDS.sleep(FIRST_TIME_MS);
    }
    return new Turn(channel, true);
  }

  /** A hub may be somebody else's. */
  private static void permit(Path path, String permissions) throws IOException {
    if (Files.getFileStore(path).supportsFileAttributeView(PosixFileAttributeView.class)
        && Files.getOwner(path).getName().equals(System.getProperty("user.name"))) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }

  /** Notes what is about to be put back; hubs tell of it. */
  void note(Rollback rollback) throws IOException {
    Files.createDirectories(directory);
    Path noted = directory.resolve("rollback.json.new");
    Files.write(noted, Json.MAPPER.writeValueAsBytes(rollback));
    permit(noted, "rw-r--r--");
    Files.move(
        noted, noteFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What was put back last; empty where nothing ever was, or nobody can tell. */
  public Optional<Rollback> lastRollback() {
    try {
      return Optional.of(Json.MAPPER.readValue(Files.readAllBytes(noteFile()), Rollback.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Path lockFile() {
    return directory.resolve("lock");
  }

  private Path noteFile() {
    return directory.resolve("rollback.json");
  }
}
