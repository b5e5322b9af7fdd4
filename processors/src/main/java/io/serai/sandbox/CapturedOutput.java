package io.serai.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Both output streams of one run, kept up to a limit that they share, and passed on to the observer
 * as they come. Thread-safe.
 */
public final class CapturedOutput {

  private final long limit;
  private final RunObserver observer;
  private final Runnable onLimit;
  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private boolean truncated;

  /**
   * Output of at most so many bytes.
   *
   * @param limit bytes of both streams together
   * @param observer hears what is kept
   * @param onLimit called once, when the first byte is dropped
   */
  public CapturedOutput(long limit, RunObserver observer, Runnable onLimit) {
    this.limit = limit;
    this.observer = observer;
    this.onLimit = onLimit;
  }

  /** Takes the first {@code length} bytes of a buffer. */
  public void add(RunObserver.Stream stream, byte[] buffer, int length) {
    if (keep(stream, buffer, length)) {
      onLimit.run();
    }
  }

  /** Keeps what fits, and tells whether this was the first time that something did not. */
  private synchronized boolean keep(RunObserver.Stream stream, byte[] buffer, int length) {
    long room = limit - stdout.size() - stderr.size();
    int kept = (int) Math.min(length, Math.max(0, room));
    if (kept > 0) {
      (stream == RunObserver.Stream.STDOUT ? stdout : stderr).write(buffer, 0, kept);
      observer.output(stream, Arrays.copyOf(buffer, kept));
    }
    boolean first = kept < length && !truncated;
    truncated |= kept < length;
    return first;
  }

  /** Standard output so far; bytes that are not UTF-8 are replaced. */
  public synchronized String stdout() {
    return stdout.toString(StandardCharsets.UTF_8);
  }

  /** Standard error so far; bytes that are not UTF-8 are replaced. */
  public synchronized String stderr() {
    return stderr.toString(StandardCharsets.UTF_8);
  }

  /** Whether anything was dropped. */
  public synchronized boolean truncated() {
    return truncated;
  }
}
