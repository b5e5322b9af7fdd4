package io.serai.router;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** What a hub has learnt: how long the jobs of each class have taken lately. Thread-safe. */
final class Experience {

  private static final double FIRST_GUESS_MS = 1_000;
  private static final double SHARE = 0.02;
  private static final int WINDOW = 256;
  private static final int EVERY = 16;
  private static final int ENOUGH = 20;

  private final LongSupplier nanos;
  private final ConcurrentHashMap<String, OfClass> classes = new ConcurrentHashMap<>();

  /** Has learnt nothing yet; {@code nanos} is the time, as {@link System#nanoTime()} gives it. */
  Experience(LongSupplier nanos) {
    this.nanos = nanos;
  }

  long now() {
    return nanos.getAsLong();
  }

  /** How long a job of the class is expected to run, milliseconds. */
  double expectedMs(String jobClass) {
    OfClass known = classes.get(jobClass);
    return known == null ? FIRST_GUESS_MS : known.meanMs;
  }

  /** After how long 95 of 100 jobs of the class had been answered, milliseconds. */
  double p95Ms(String jobClass) {
    OfClass known = classes.get(jobClass);
    return known == null ? FIRST_GUESS_MS : known.p95Ms;
  }

  void add(String jobClass, double elapsedMs, double wallMs) {
    classes.computeIfAbsent(jobClass, unused -> new OfClass()).add(elapsedMs, wallMs);
  }

  private static final class OfClass {

    private final double[] window = new double[WINDOW];
    private int count;
    private volatile double meanMs = FIRST_GUESS_MS;
    private volatile double p95Ms = FIRST_GUESS_MS;

    synchronized void add(double elapsedMs, double wallMs) {
      // At first a plain mean, so that the guess is soon forgotten.
      double share = Math.max(SHARE, 1.0 / (count + 1));
      meanMs = Math.max(1, meanMs + share * (wallMs - meanMs));
      window[count % WINDOW] = elapsedMs;
      count++;
      if (count >= ENOUGH && count % EVERY == 0) {
        double[] sorted = Arrays.copyOf(window, Math.min(count, WINDOW));
        Arrays.sort(sorted);
        p95Ms = sorted[(int) (sorted.length * 0.95)];
      }
    }
  }
}
