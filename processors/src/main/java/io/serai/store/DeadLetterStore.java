package io.serai.store;

import io.serai.job.JobId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Messages that could not become jobs and answers that could not be delivered, kept whole with the
 * reason and with what was done about them. Thread-safe.
 */
public interface DeadLetterStore {

  /** What was done about a letter. */
  enum State {
    /** Nothing yet. */
    KEPT,
    /** It went through intake again and became a job, or was delivered into the outbox again. */
    REPLAYED,
    /** Somebody decided that nothing is to be done. */
    DROPPED;

    /** The state as it is written. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A letter in a listing.
   *
   * @param id its number here
   * @param state what was done about it
   * @param source the transport it came by, or was to leave by
   * @param origin where in that transport it stood
   * @param code stable reason code
   * @param message what was wrong and what would be right
   * @param tenant whose it is; absent where nothing proves it
   * @param jobId the job it became or belongs to; absent where there is none
   * @param times how often it was refused
   * @param bytes the length of its body
   * @param receivedAt when it was refused first
   * @param settledAt when it was replayed or dropped; absent before
   * @param settledBy who did; absent before
   */
  record Summary(
      long id,
      State state,
      String source,
      DeadLetter.Origin origin,
      String code,
      String message,
      @Nullable String tenant,
      @Nullable JobId jobId,
      int times,
      long bytes,
      Instant receivedAt,
      @Nullable Instant settledAt,
      @Nullable String settledBy) {}

  /** A letter, whole. */
  record Kept(Summary summary, DeadLetter letter) {}

  /**
   * Which letters to list, newest first.
   *
   * @param state only those in this state; absent means any
   * @param source only those of this transport; absent means any
   * @param code only those refused for this; absent means any
   * @param tenant only this tenant's; absent means any
   * @param since received at or after; absent means any
   * @param before only those before this number; absent means from the newest on
   * @param limit at most so many, 1 to 500
   */
  record Query(
      @Nullable State state,
      @Nullable String source,
      @Nullable String code,
      @Nullable String tenant,
      @Nullable Instant since,
      @Nullable Long before,
      int limit) {

    /** The largest page. */
    public static final int MAX_LIMIT = 500;
  }

  /**
   * Keeps a message; returns once it is durable. One that is here already is counted, and waits for
   * somebody again.
   *
   * @return its number
   */
  long keep(DeadLetter letter);

  /** Letters by filter, newest first, without their bodies. */
  List<Summary> list(Query query);

  /** One letter, whole. */
  Optional<Kept> find(long id);

  /** A letter that waited went through intake again, and is this job now. */
  void replayed(long id, JobId jobId, String actor);

  /** A letter went through intake again, and was refused again. */
  void refusedAgain(long id, DeadLetter.Reason reason);

  /**
   * Owes the answer that a letter is once more.
   *
   * @return false where the letter was settled before
   */
  boolean oweAgain(long id, String actor);

  /**
   * Nothing is to be done about a letter.
   *
   * @return false where the letter was settled before
   */
  boolean drop(long id, String actor);

  /** How many wait for somebody. */
  long count();
}
