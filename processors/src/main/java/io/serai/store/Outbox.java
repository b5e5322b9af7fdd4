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
   */
  @SuppressWarnings("ArrayRecordComponent") // Read-only by convention: results can be megabytes.
  record Entry(long id, JobId jobId, Reply reply, byte[] body) {}

  /** Takes up to {@code max} due replies; nobody else gets them until they are due again. */
  List<Entry> take(int max);

  /** These have been sent. */
  void sent(List<Long> ids);
}
