package io.serai.sandbox.warm;

import io.serai.policy.WarmPolicy;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The sandboxes of one kind that wait, and how many of them are wanted. Thread-safe. */
final class Shelf {

  /** How fast yesterday's rush is forgotten, once a second. */
  private static final double DECAY = 0.95;

  private final ConcurrentLinkedDeque<WarmSandbox> waiting = new ConcurrentLinkedDeque<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicInteger lent = new AtomicInteger();
  private final AtomicInteger mostLent = new AtomicInteger();
  private volatile double demand;
  private volatile long askedAt = System.nanoTime();

  /** The next one; absent when none waits. */
  @Nullable WarmSandbox take() {
    WarmSandbox sandbox = waiting.pollFirst();
    if (sandbox != null) {
      count.decrementAndGet();
    }
    return sandbox;
  }

  /** Takes the one of that name; absent when it does not wait here. */
  @Nullable WarmSandbox take(String name) {
    for (WarmSandbox sandbox : waiting) {
      if (sandbox.isNamed(name) && waiting.remove(sandbox)) {
        count.decrementAndGet();
        return sandbox;
      }
    }
    return null;
  }

  void put(WarmSandbox sandbox) {
    waiting.addLast(sandbox);
  }

  /** A job has one of this kind now. */
  void lend() {
    askedAt = System.nanoTime();
    mostLent.accumulateAndGet(lent.incrementAndGet(), Math::max);
  }

  void returned() {
    lent.decrementAndGet();
  }

  /** Whether one more is wanted; if so it is counted as there, until {@link #giveUp}. */
  boolean reserve(WarmPolicy policy) {
    int wanted = wanted(policy);
    int now = count.getAndUpdate(waitingNow -> waitingNow < wanted ? waitingNow + 1 : waitingNow);
    return now < wanted;
  }

  /** What was reserved could not be made. */
  void giveUp() {
    count.decrementAndGet();
  }

  /** Takes the demand of the last second into account. */
  void tick() {
    int recent = mostLent.getAndSet(lent.get());
    demand = Math.max(recent, demand * DECAY);
  }

  /** How many should wait now: as many as were lent at once, and the policy's reserve. */
  int wanted(WarmPolicy policy) {
    long idleMs = (System.nanoTime() - askedAt) / 1_000_000;
    if (idleMs > policy.idleMs()) {
      return 0;
    }
    int rush = (int) Math.ceil(Math.max(demand, mostLent.get()));
    return Math.min(policy.max(), Math.max(policy.min(), rush));
  }

  /** Whether none waits now, though some may be about to. */
  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int size() {
    return count.get();
  }
}
