package io.serai.sandbox.docker;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A fact that is told again and again, and asked for when nobody has ever told it. Thread-safe. */
final class Known<T> {

  private record Told<T>(T fact, long at) {}

  private final Supplier<T> ask;
  private volatile @Nullable Told<T> told;

  /**
   * A fact that nobody has told yet.
   *
   * @param ask finds it out
   */
  Known(Supplier<T> ask) {
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
    return latest == null ? find() : latest.fact();
  }

  private synchronized T find() {
    Told<T> latest = told;
    if (latest == null) {
      latest = new Told<>(ask.get(), System.nanoTime());
      told = latest;
    }
    return latest.fact();
  }

  /** Whether nobody has told it for longer than this. */
  boolean isOlderThan(Duration age) {
    Told<T> latest = told;
    return latest != null && System.nanoTime() - latest.at() > age.toNanos();
  }
}
