package io.serai.store;

import io.serai.job.JobId;
import io.serai.job.Reply;
import java.util.List;

/** Replies that are owed. A reply is put in with its result, in one transaction. Thread-safe. */
public interface Outbox {

  /**
   * A reply to send.
   *
   * @param id the entry
   * @param jobId the job it answers
   * @param reply where it goes
   * @param body the result as JSON, UTF-8
   * @param attempts how often it has been taken, this time included
   */
  @SuppressWarnings("ArrayRecordComponent") // Read-only by convention: results can be megabytes.
  record Entry(long id, JobId jobId, Reply reply, byte[] body, int attempts) {}

  /** Takes up to {@code max} due replies; nobody else gets them until they are due again. */
  List<Entry> take(int max);

  /** These have been sent. */
  void sent(List<Long> ids);

  /**
   * This one is owed no longer: it goes to the dead letters instead, in one transaction.
   *
   * @param reason why it could not be delivered
   */
  void abandon(Entry entry, String reason);
}
