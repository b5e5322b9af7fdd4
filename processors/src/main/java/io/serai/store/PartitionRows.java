package io.serai.store;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The rows of partitions as text: each is a JSON object on a line of its own, of its columns in
 * their order. Numbers have all their digits, times are in UTC, and columns of JSON are strings
 * with every byte they have. Thread-safe.
 */
public interface PartitionRows {

  /** The version of the database's schema. */
  String schema();

  /** The columns of a partition. */
  List<String> columns(Partition partition);

  /** Hands over every row as of one moment, in the order of the primary key. */
  void read(Partition partition, Consumer<String> lines);

  /**
   * Notes that a partition is in cold storage as it is: nothing is taken out of it from now on.
   *
   * @param until it is not dropped before
   */
  void note(Partition partition, Instant until);

  /** Until when a partition stays that is in cold storage as it is; absent for any other. */
  Optional<Instant> notedUntil(Partition partition);

  /** Whether there is a row in a partition. */
  boolean hasRows(Partition partition);

  /**
   * Puts rows back, all or none, and with those of {@code jobs} what names them. Nothing is billed
   * again.
   *
   * @param partition there already
   * @param columns those that the rows have; any other has its default
   * @param lines the rows
   * @param until they are not forgotten before
   * @throws StoreException when a row does not fit
   */
  void fill(Partition partition, List<String> columns, Iterator<String> lines, Instant until);
}
