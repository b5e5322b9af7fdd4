package io.serai.hub.sandbox;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many jobs each target runs now. Thread-safe. */
public final class TargetLoad {

  private final ConcurrentHashMap<String, LongAdder> running = new ConcurrentHashMap<>();

  /** A job starts on the target. */
  void enter(String target) {
    running.computeIfAbsent(target, unused -> new LongAdder()).increment();
  }

  /** A job has ended on the target. */
  void leave(String target) {
    running.computeIfAbsent(target, unused -> new LongAdder()).decrement();
  }

  /** How many jobs the target runs. */
  public int of(String target) {
    LongAdder count = running.get(target);
    return count == null ? 0 : count.intValue();
  }
}
