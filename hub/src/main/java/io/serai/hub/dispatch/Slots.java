package io.serai.hub.dispatch;

import io.serai.intake.RunSlots;
import java.util.concurrent.Semaphore;

/** A fixed number of places for jobs to run. Thread-safe. */
public final class Slots implements RunSlots {

  private final Semaphore free;

  /** So many places, all free. */
  public Slots(int size) {
    this.free = new Semaphore(size);
  }

  @Override
  public boolean reserve() {
    return free.tryAcquire();
  }

  @Override
  public void release() {
    free.release();
  }

  /** Takes all places that are free, and tells how many. */
  int reserveAll() {
    return free.drainPermits();
  }

  /** How many are free now. */
  public int free() {
    return free.availablePermits();
  }

  /** Gives several places back. */
  void release(int count) {
    free.release(count);
  }
}
