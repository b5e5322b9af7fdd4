package io.serai.bench;

/** Something that keeps jobs in PostgreSQL until they are done, under a load of its own. */
interface DurableQueue extends AutoCloseable {

  /** What it is called in the table. */
  String name();

  /**
   * How many jobs that do nothing it inserts, leases and completes a second, while it always has
   * some to do.
   *
   * @throws IllegalStateException when it loses one, or completes none
   */
  double perSecond(int seconds) throws InterruptedException;

  @Override
  void close();
}
