package io.serai.sandbox.channel;

import java.nio.ByteBuffer;

/**
 * One message between hub and sandbox.
 *
 * @param type what it is
 * @param payload the rest
 */
@SuppressWarnings("ArrayRecordComponent") // Read once and dropped.
public record Frame(char type, byte[] payload) {

  /** To the sandbox: make an interpreter ready, in place of one that has ended. */
  public static final char PREPARE = 'G';

  /** To the sandbox: run this. */
  public static final char JOB = 'J';

  /** To the sandbox: stop what runs; the payload is the reason's word. */
  public static final char KILL = 'K';

  /** From the sandbox's maker: its first process. */
  public static final char HELLO = 'H';

  /** From the sandbox: it waits for a job. */
  public static final char READY = 'R';

  /** From the sandbox: the job has begun. */
  public static final char STARTED = 'S';

  /** From the sandbox: bytes of standard output. */
  public static final char STDOUT = 'O';

  /** From the sandbox: bytes of standard error. */
  public static final char STDERR = 'E';

  /** From the sandbox: what the runner reports, as JSON. */
  public static final char REPORT = 'P';

  /** From the sandbox: a file of the output folder. */
  public static final char ARTIFACT = 'A';

  /** From the sandbox: the job has ended. */
  public static final char END = 'X';

  /** From the sandbox: the job has connected to its proxy; the payload is the stream's number. */
  public static final char OPEN = 'C';

  /** Either way: bytes of a stream, after its number. */
  public static final char DATA = 'D';

  /** Either way: how many more bytes of a stream have been delivered, after its number. */
  public static final char ACK = 'W';

  /** Either way: a stream ends, the number says which. */
  public static final char CLOSE = 'Z';

  /** The payload, to be read from its beginning. */
  ByteBuffer buffer() {
    return ByteBuffer.wrap(payload);
  }

  /** The process id that a {@link #HELLO} carries. */
  public long processId() {
    return Integer.toUnsignedLong(buffer().getInt());
  }
}
