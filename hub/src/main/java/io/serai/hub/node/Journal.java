package io.serai.hub.node;

import io.serai.fleet.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The runs this node has started, in this process and those before it: a line is written before a
 * sandbox starts, so that after a crash the node knows what it may have run. Lines outlive the
 * process and not a power failure, after which the node says that it remembers nothing older.
 * Thread-safe.
 */
final class Journal implements AutoCloseable {

  private static final Duration KEPT = Duration.ofDays(1);
  private static final int MOST = 200_000;

  private final Path file;
  private final Clock clock;
  private final String boot;
  private final FileChannel lock;
  private final Map<RunId, Instant> started = new LinkedHashMap<>();
  private Instant since;
  private FileChannel lines;

  private Journal(Path file, Clock clock, String boot, FileChannel lock) throws IOException {
    this.file = file;
    this.clock = clock;
    this.boot = boot;
    this.lock = lock;
    this.since = clock.instant();
    read();
    forget(clock.instant().minus(KEPT));
    lines = rewrite();
  }

  /**
   * Opens the journal of a directory.
   *
   * @param boot differs after each start of the machine
   * @throws IllegalStateException when another process has it open
   */
  static Journal open(Path directory, Clock clock, String boot) {
    try {
      Files.createDirectories(directory);
      FileChannel lock =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(lock)) {
        throw new IllegalStateException(
            "state '" + directory + "' is another node's; stop that one, or set serai.state");
      }
      return new Journal(directory.resolve("journal"), clock, boot, lock);
    } catch (IOException e) {
      throw new UncheckedIOException("journal in '" + directory + "' cannot be opened", e);
    }
  }

  private static boolean locked(FileChannel lock) throws IOException {
    try {
      FileLock held = lock.tryLock();
      return held != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Notes that a run is about to start; returns once that outlives this process. */
  synchronized void starting(RunId id) {
    Instant now = clock.instant();
    try {
      write(lines, line(now, id));
      started.put(id, now);
      if (started.size() > 2 * MOST) {
        forget(now.minus(KEPT));
        lines.close();
        lines = rewrite();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("journal '" + file + "' cannot be written", e);
    }
  }

  /** Whether the run was ever started here, as far back as is remembered. */
  synchronized boolean knows(RunId id) {
    return started.containsKey(id);
  }

  /** From when on every run that was started here is known. */
  synchronized Instant since() {
    return since;
  }

  private void read() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    boolean first = true;
    for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
      String[] words = line.split(" ", 2);
      if (first) {
        // After a power failure the last lines may be missing: what is there is true all the same.
        since = words.length == 2 && words[1].equals(boot) ? instant(words[0]) : since;
      } else if (words.length == 2 && words[1].length() == 36) {
        started.put(RunId.parse(words[1]), instant(words[0]));
      }
      first = false;
    }
  }

  private void forget(Instant before) {
    Iterator<Map.Entry<RunId, Instant>> oldest = started.entrySet().iterator();
    while (oldest.hasNext()) {
      Instant at = oldest.next().getValue();
      if (at.isAfter(before) && started.size() <= MOST) {
        break;
      }
      oldest.remove();
      since = at.isAfter(since) ? at : since;
    }
    since = before.isAfter(since) ? before : since;
  }

  private FileChannel rewrite() throws IOException {
    Path next = file.resolveSibling("journal.next");
    StringBuilder text = new StringBuilder(since.toEpochMilli() + " " + boot + "\n");
    started.forEach((id, at) -> text.append(line(at, id)));
    Files.writeString(next, text, StandardCharsets.US_ASCII);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  private static void write(FileChannel channel, String line) throws IOException {
    ByteBuffer bytes = StandardCharsets.US_ASCII.encode(line);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static String line(Instant at, RunId id) {
    return at.toEpochMilli() + " " + id + "\n";
  }

  private static Instant instant(String millis) {
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }

  @Override
  public synchronized void close() {
    try {
      lines.close();
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("journal '" + file + "' cannot be closed", e);
    }
  }
}
