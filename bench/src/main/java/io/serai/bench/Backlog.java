package io.serai.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Producers that insert one job after the other, never more than so many ahead of the workers:
 * these have always something to do, and what is inserted is completed in the same time.
 */
final class Backlog {

  private static final int AHEAD = 2000;
  private static final int PRODUCERS = 64;
  private static final long DRAIN_SECONDS = 60;

  private final Semaphore ahead = new Semaphore(AHEAD);
  private final LongAdder completed = new LongAdder();
  private final Runnable insert;
  private volatile boolean producing;

  /** Producers of jobs; the given inserts one, and returns when it is durable. */
  Backlog(Runnable insert) {
    this.insert = insert;
  }

  /** A worker has completed one. */
  void completedOne() {
    completed.increment();
    ahead.release();
  }

  /**
   * How many are completed a second.
   *
   * @param fillSeconds until then the workers may not have found the jobs yet
   * @param seconds counted from then on
   */
  double perSecond(int fillSeconds, int seconds) throws InterruptedException {
    producing = true;
    ExecutorService threads = Executors.newFixedThreadPool(PRODUCERS);
    try {
      List<Future<?>> producers = new ArrayList<>();
      for (int i = 0; i < PRODUCERS; i++) {
        producers.add(threads.submit(this::produce));
      }
      TimeUnit.SECONDS.sleep(fillSeconds);
      double rate = count(seconds);
      producing = false;
      ahead.release(PRODUCERS);
      for (Future<?> producer : producers) {
        producer.get();
      }
      ahead.acquire(PRODUCERS);
      awaitEmpty();
      return rate;
    } catch (ExecutionException e) {
      throw new IllegalStateException("job could not be inserted", e.getCause());
    } finally {
      producing = false;
      threads.shutdownNow();
    }
  }

  private double count(int seconds) throws InterruptedException {
    long before = completed.sum();
    long startedAt = System.nanoTime();
    TimeUnit.SECONDS.sleep(seconds);
    double took = (System.nanoTime() - startedAt) / 1e9;
    return (completed.sum() - before) / took;
  }

  private void produce() {
    while (true) {
      ahead.acquireUninterruptibly();
      if (!producing) {
        ahead.release();
        return;
      }
      insert.run();
    }
  }

  private void awaitEmpty() throws InterruptedException {
    if (!ahead.tryAcquire(AHEAD, DRAIN_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          (AHEAD - ahead.availablePermits()) + " jobs were inserted and never completed");
    }
    ahead.release(AHEAD);
  }
}
