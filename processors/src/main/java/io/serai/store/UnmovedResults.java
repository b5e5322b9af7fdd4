package io.serai.store;

import io.serai.job.JobId;
import java.util.List;

/**
 * Results with parts that are still to be moved to the object store. One is noted as it is stored.
 * Thread-safe, shared by all hubs.
 */
public interface UnmovedResults {

  /**
   * A result to move.
   *
   * @param jobId whose result it is
   * @param tenant whose job that is
   * @param body the result as JSON
   */
  record Entry(JobId jobId, String tenant, String body) {}

  /**
   * Takes up to {@code max} that are due; they are due again in a while, the longer the oftener.
   */
  List<Entry> take(int max);

  /**
   * The large parts of a result are where they belong.
   *
   * @param detached the result with references to them
   */
  void moved(Entry entry, LargeParts.Detached detached);

  /** A result has no part to move, and stays as it is. */
  void stays(JobId id);
}
