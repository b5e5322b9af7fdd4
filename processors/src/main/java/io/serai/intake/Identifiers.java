package io.serai.intake;

import io.serai.job.JobId;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Mints identifiers: job ids as UUID version 7 (RFC 9562, section 5.7), which sort by time, and W3C
 * trace ids. Thread-safe.
 */
public final class Identifiers {

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /** Identifiers whose time is the clock's. */
  public Identifiers(Clock clock) {
    this.clock = clock;
  }

  /** The id of a job that brings none. */
  public JobId mintJobId() {
    long high = (clock.millis() << 16) | 0x7000L | (random.nextLong() & 0x0fffL);
    long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new JobId(new UUID(high, low));
  }

  String mintTraceId() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
