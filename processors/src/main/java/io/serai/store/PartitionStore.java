package io.serai.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The partitions of what grows with the jobs. Rows for which there is none fall into a table's
 * default partition: nothing fails for want of one. Thread-safe.
 *
 * <p>A change waits two seconds for whoever uses the table, and fails then rather than make others
 * wait behind it: try again later.
 */
public interface PartitionStore {

  /** What is partitioned: all by the time of the job but {@code audit}, which is by its own. */
  List<String> TABLES = List.of("jobs", "results", "walks", "bills", "audit");

  /**
   * How far partitions are ahead.
   *
   * @param ahead how long from now on there are partitions for new rows; negative where there are
   *     none already
   * @param strays how many rows are in default partitions, counted up to a thousand a table
   */
  record Standing(Duration ahead, long strays) {}

  /** All there are but the default ones, the oldest first. */
  List<Partition> list();

  /** Whether partitions are as far ahead as they ought to be. */
  Standing standing(Instant now);

  /**
   * Makes the partitions that new rows will need: from the newest there is, without a gap. What has
   * strayed into the default partition since moves into its own.
   *
   * @param now the time
   * @param width how long each is, in whole days, counted from a Monday, UTC
   * @param count how many are to follow the one of now
   * @return how many were missing and are there; none where another hub makes them
   */
  int addAhead(Instant now, Duration width, int count);

  /**
   * Makes a partition, and moves into it what of its time is in the default one.
   *
   * @param starts at midnight, UTC
   * @return false where it is there already, or another hub is about to make some
   */
  boolean add(String table, Instant starts, Instant ends);

  /** Takes a partition out of its table: its rows are in the table of its own name only. */
  void detach(Partition partition);

  /**
   * Drops a partition with all that is in it, detached before or not; with one of {@code jobs} goes
   * what names its jobs.
   */
  void drop(Partition partition);
}
