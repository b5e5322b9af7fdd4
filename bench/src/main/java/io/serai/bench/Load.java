package io.serai.bench;

/** Something that can be done again and again, several times at once. */
@FunctionalInterface
interface Load {

  /**
   * What came of it.
   *
   * @param perSecond how often it was done, a second
   * @param latencies of each time
   */
  record Measured(double perSecond, Percentiles latencies) {}

  /**
   * Does it for so many seconds, and once at least, so many times at once.
   *
   * @throws IllegalStateException when it fails even once
   */
  Measured run(int concurrency, int seconds) throws InterruptedException;
}
