package io.serai.store;

import io.serai.job.JobId;
import java.time.Instant;
import java.util.List;

/**
 * Forgets what has been kept for long enough. What is still queued, held, owed or to be moved is
 * never forgotten. Thread-safe, shared by all hubs.
 */
public interface RetentionStore {

  /**
   * What is left in the object store of a result that is gone.
   *
   * @param jobId whose result it was
   * @param keys its objects
   */
  record Remains(JobId jobId, List<String> keys) {

    public Remains {
      keys = List.copyOf(keys);
    }
  }

  /**
   * Does something while no other hub does it.
   *
   * @return false where another hub is at it
   */
  boolean alone(Runnable task);

  /** Whether a job of a partition's time is still queued, held, owed or to be moved. */
  boolean inUse(Partition partition);

  /** The objects of a partition's results stay when it goes: it is in cold storage. */
  void keepObjects(Partition partition);

  /** Deletes what stands beside the jobs of a partition of {@code jobs}: sendings and approvals. */
  void forgetBeside(Partition partition);

  /**
   * Deletes up to {@code max} jobs of a tenant with their results and traces.
   *
   * @param before those that were accepted before
   * @return how many there were
   */
  int deleteJobs(String tenant, Instant before, int max);

  /**
   * Deletes up to {@code max} dead letters of a tenant.
   *
   * @param before those that were settled before
   * @return how many there were
   */
  int deleteLetters(String tenant, Instant before, int max);

  /**
   * Up to {@code max} results that are gone and have left objects, but for those in cold storage.
   */
  List<Remains> remains(int max);

  /** These have left no objects any more. */
  void clean(List<JobId> ids);
}
