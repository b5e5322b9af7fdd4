package io.serai.sandbox.docker;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A fact that is told again and again, and asked for when nobody has told it lately. Thread-safe.
 */
final class Known<T> {

  private record Told<T>(T fact, long at) {}

  private final long freshNanos;
  private final Supplier<T> ask;
  private volatile @Nullable Told<T> told;

  /**
   * A fact that nobody has told yet.
   *
   * @param fresh how long it may be believed
   * @param ask finds it out
   */
  Known(Duration fresh, Supplier<T> ask) {
    this.freshNanos = fresh.toNanos();
    this.ask = ask;
  }

  /** Takes note of a fact; answers what was believed before. */
  synchronized @Nullable T tell(T fact) {
    Told<T> before = told;
    told = new Told<>(fact, System.nanoTime());
    return before == null ? null : before.fact();
  }

  T get() {
    Told<T> latest = told;
    return latest == null || isStale(latest) ? find() : latest.fact();
  }

  private synchronized T find() {
    Told<T> latest = told;
    if (latest == null || isStale(latest)) {
      latest = new Told<>(ask.get(), System.nanoTime());
      told = latest;
    }
    return latest.fact();
  }

  private boolean isStale(Told<T> latest) {
    return System.nanoTime() - latest.at() > freshNanos;
  }
}
