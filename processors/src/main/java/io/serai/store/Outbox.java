package io.serai.store;

import io.serai.job.JobId;
import io.serai.job.Reply;
import io.serai.job.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Replies that are owed. A reply is put in with its result, in one transaction. Thread-safe. */
public interface Outbox {

  /**
   * A reply to send.
   *
   * @param id the entry
   * @param jobId the job it answers
   * @param tenant whose job that is
   * @param destination what it shares with the replies that are sent one after the other: its
   *     transport, and of a callback its tenant, host and port too
   * @param reply where it goes
   * @param body the result as JSON, UTF-8, as it is stored: {@link LargeParts} completes it
   * @param attempts how often it has been taken, this time included
   * @param owedAt when its result was stored
   * @param answered what is known of that job
   */
  @SuppressWarnings("ArrayRecordComponent") // Read-only by convention: results can be megabytes.
  record Entry(
      long id,
      JobId jobId,
      String tenant,
      String destination,
      Reply reply,
      byte[] body,
      int attempts,
      Instant owedAt,
      Answered answered) {

    /** The same with the whole result. */
    public Entry completed(LargeParts parts) {
      String stored = new String(body, StandardCharsets.UTF_8);
      String whole = parts.complete(stored);
      return whole.equals(stored)
          ? this
          : new Entry(
              id,
              jobId,
              tenant,
              destination,
              reply,
              whole.getBytes(StandardCharsets.UTF_8),
              attempts,
              owedAt,
              answered);
    }

    /** Whether it is posted to a URL. */
    public boolean isCallback() {
      return reply.transport().equals(Reply.CALLBACK);
    }
  }

  /**
   * The job that a reply answers.
   *
   * @param traceId W3C trace id, 32 hex digits
   * @param traceState what its sender's tracing system wants passed on; absent for nothing
   * @param status how it ended
   * @param took from its acceptance to its result
   */
  record Answered(String traceId, @Nullable String traceState, Status status, Duration took) {}

  /** Takes up to {@code max} due replies of a queue; they are due again in a while. */
  List<Entry> take(String transport, int max);

  /**
   * Takes due callbacks, one for each destination; they are due again in a while.
   *
   * @param except destinations to leave out
   * @param max at most so many
   */
  List<Entry> takeCallbacks(Set<String> except, int max);

  /** These have been sent. */
  void remove(List<Long> ids);

  /** Lets a reply be due again in a while. */
  void postpone(long id, Duration delay);

  /** How many are owed. */
  long count();

  /**
   * This one is owed no longer: it goes to the dead letters instead, in one transaction.
   *
   * @param reason why it could not be delivered
   */
  void abandon(Entry entry, DeadLetter.Reason reason);
}
