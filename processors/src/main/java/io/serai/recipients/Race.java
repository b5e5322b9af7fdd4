package io.serai.recipients;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Courses of one job of which the first to arrive counts; the others are stopped. Thread-safe.
 *
 * <p>Source: Dean and Barroso, "The Tail at Scale", 2013, on hedged requests.
 */
final class Race {

  private final Duration headStart;
  private final List<Course> runners = new ArrayList<>();
  private final CompletableFuture<@Nullable Void> signal = new CompletableFuture<>();
  private @Nullable Course winner;

  /**
   * A race that nobody runs yet.
   *
   * @param headStart how long the first has the field to itself
   */
  Race(Duration headStart) {
    this.headStart = headStart;
  }

  synchronized void enter(Course runner) {
    runners.add(runner);
  }

  /**
   * Holds every runner but the first until the head start is over or the first has failed.
   *
   * @return whether there is still something to win
   */
  boolean awaitStart(Course runner) throws InterruptedException {
    if (isFirst(runner)) {
      return true;
    }
    try {
      signal.get(headStart.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return true;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a race is never failed", e);
    }
    return !isWon();
  }

  private synchronized boolean isFirst(Course runner) {
    return runners.get(0).equals(runner);
  }

  private synchronized boolean isWon() {
    return winner != null;
  }

  /** A runner has arrived: the first to do so wins, and the others are stopped. */
  void arrived(Course runner) {
    List<Course> losers = losers(runner);
    signal.complete(null);
    losers.forEach(Course::stop);
  }

  private synchronized List<Course> losers(Course runner) {
    if (winner != null) {
      return List.of();
    }
    winner = runner;
    return runners.stream().filter(each -> !each.equals(runner)).toList();
  }

  /** A runner will not arrive: the next need not wait. */
  void failed() {
    signal.complete(null);
  }

  synchronized boolean isWonBy(Course runner) {
    return runner.equals(winner);
  }
}
