package io.serai.store;

import io.serai.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is deleted of a tenant because somebody asked for it: everything that jobs were made of and
 * came to. The ledger and the audit log stay. Thread-safe, shared by all hubs.
 */
public interface ErasureStore {

  /**
   * A request that a tenant's data be deleted.
   *
   * @param id its number
   * @param before jobs accepted before are meant, and letters received before
   * @param askedBy who asked, as the audit log names people
   * @param deleted what has gone so far, by the name of its table
   * @param trouble why it is not done yet; absent where nothing is in its way
   * @param finishedAt when nothing was left; absent before
   */
  record Erasure(
      long id,
      String tenant,
      Instant before,
      String askedBy,
      Map<String, Long> deleted,
      @Nullable String trouble,
      @Nullable Instant finishedAt) {

    public Erasure {
      deleted = Map.copyOf(deleted);
    }
  }

  /** What is deleted, in this order. */
  enum Kind {
    /** Dead letters of the tenant, and of its jobs. */
    LETTERS,
    /** Jobs that have ended, are answered and have no letter, with all that stands beside them. */
    JOBS,
    /** Results whose jobs are not there. */
    RESULTS,
    /** Which images it has used. */
    IMAGE_USES
  }

  /** Whether anything tells of a tenant: jobs, letters, spending, keys, the audit log. */
  boolean knows(String tenant);

  /** How many rows there are of a tenant, by table. */
  Map<String, Long> kept(String tenant);

  /**
   * How many jobs of a tenant are {@code waiting}, {@code held} for approval or {@code running};
   * how many answers are owed ({@code unanswered}) and results to be moved ({@code unmoved}).
   */
  Map<String, Long> unfinished(String tenant);

  /**
   * Asks for a tenant's data to be deleted, and notes it in the audit log.
   *
   * @return the request; an earlier one where that is not done yet
   */
  Erasure ask(String tenant, String actor);

  /**
   * The requests that are not done yet, the oldest first.
   *
   * @param age those that were asked for so long ago
   */
  List<Erasure> open(Duration age);

  /** All requests for one tenant, newest first. */
  List<Erasure> list(String tenant);

  /** The jobs of an erasure that were accepted within a time, by their rows and their results. */
  Set<JobId> jobs(Erasure erasure, Instant starts, Instant ends);

  /** Which of these are the ids of jobs that are there. */
  Set<JobId> known(Collection<JobId> ids);

  /**
   * Deletes up to {@code max} rows of one kind with what stands beside them, and counts them.
   *
   * @return how many there were, with what stood beside them
   */
  long delete(Erasure erasure, Kind kind, int max);

  /** Counts what was deleted elsewhere. */
  void count(Erasure erasure, String what, long deleted);

  /** Notes why an erasure is not done yet. */
  void note(Erasure erasure, String trouble);

  /**
   * Ends an erasure where no job of it is left, and notes in the audit log what it deleted.
   *
   * @return how many jobs are left, counted up to a thousand
   */
  long finish(Erasure erasure);
}
