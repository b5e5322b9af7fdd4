package io.serai.sandbox.channel;

import io.serai.job.Artifact;
import io.serai.job.Usage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended, as the supervisor saw it.
 *
 * @param exitCode absent when a signal ended it
 * @param signal its number; absent when it exited
 * @param stopped the word of the limit for which the supervisor stopped it; empty when it did not
 * @param truncated whether output or artifacts were cut
 * @param diskFull whether no room was left for files
 * @param alive whether its interpreter waits for the next of its session
 * @param usage what its processes used, as far as the supervisor could count
 */
public record Ending(
    @Nullable Integer exitCode,
    @Nullable Integer signal,
    String stopped,
    boolean truncated,
    boolean diskFull,
    boolean alive,
    Usage usage) {

  /** The most that a run's artifacts may hold together. */
  static final long ARTIFACT_BYTES = 8L << 20;

  private static final int CUT = 1 | 2;
  private static final int DISK_FULL = 4;
  private static final int ALIVE = 8;

  /** Reads a {@link Frame#END}. */
  public static Ending of(Frame frame) {
    ByteBuffer payload = frame.buffer();
    int exitCode = payload.getShort();
    int signal = payload.getShort();
    int flags = payload.get();
    Usage usage = new Usage(payload.getLong(), payload.getLong(), payload.getLong());
    return new Ending(
        exitCode < 0 ? null : exitCode,
        signal == 0 ? null : signal,
        StandardCharsets.US_ASCII.decode(payload).toString(),
        (flags & CUT) != 0,
        (flags & DISK_FULL) != 0,
        (flags & ALIVE) != 0,
        usage);
  }

  /**
   * An interpreter that lives on has no exit code: it ends a cell as a program would have ended.
   *
   * @param failed whether the cell threw
   */
  public Ending asProgram(boolean failed) {
    return alive
        ? new Ending(failed ? 1 : 0, null, stopped, truncated, diskFull, true, usage)
        : this;
  }

  /** Reads a {@link Frame#ARTIFACT}. */
  public static Artifact artifact(Frame frame) {
    ByteBuffer payload = frame.buffer();
    byte[] path = new byte[payload.getInt()];
    payload.get(path);
    byte[] content = new byte[payload.remaining()];
    payload.get(content);
    return new Artifact(new String(path, StandardCharsets.UTF_8), content);
  }
}
