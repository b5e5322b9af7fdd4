package io.serai.hub.node;

import java.time.Duration;

/** How many callers still wait to be told how their run ended. Thread-safe. */
final class Deliveries {

  private int open;

  synchronized void begin() {
    open++;
  }

  synchronized void end() {
    open--;
    notifyAll();
  }

  synchronized void awaitNone(Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    long left = atMost.toMillis();
    while (open > 0 && left > 0) {
      wait(left);
      left = Duration.ofNanos(until - System.nanoTime()).toMillis();
    }
  }
}
