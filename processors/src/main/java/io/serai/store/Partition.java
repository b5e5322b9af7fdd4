package io.serai.store;

import java.time.Instant;

/**
 * The rows of a table whose jobs were accepted within a time; of the audit log, that were written
 * within it.
 *
 * @param table the partitioned table
 * @param name the partition's own name, by which it can be read as a table
 * @param starts the first moment that is in it
 * @param ends the first moment after it
 */
public record Partition(String table, String name, Instant starts, Instant ends) {}
