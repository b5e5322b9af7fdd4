package io.serai.hub.server;

import io.serai.hub.config.HttpLimits;

/** Whether bytes move fast enough, judged over one window after the other. Not thread-safe. */
final class Pace {

  private final long windowNanos;
  private final long leastBytes;
  private long since;
  private long moved;

  Pace(HttpLimits limits) {
    this.windowNanos = limits.patience().toNanos();
    this.leastBytes = limits.patience().toSeconds() * limits.bytesPerSecond();
  }

  /** Begins to judge, at a time of {@link System#nanoTime}. */
  void start(long now) {
    since = now;
    moved = 0;
  }

  void moved(long bytes) {
    moved += bytes;
  }

  /** Whether a window has ended in which too little moved. */
  boolean tooSlow(long now) {
    if (now - since < windowNanos) {
      return false;
    }
    boolean slow = moved < leastBytes;
    start(now);
    return slow;
  }
}
