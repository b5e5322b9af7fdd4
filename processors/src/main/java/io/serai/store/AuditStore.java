package io.serai.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who decided or did what, and when. Rows are only ever added: the database refuses to change or
 * delete them. Thread-safe.
 */
public interface AuditStore {

  /**
   * A decision or an action.
   *
   * @param actor who: a principal's name, or {@code hub} where no person did it
   * @param tenant whose affair it is; absent when it is nobody's in particular
   * @param action what, as {@code noun.verb}: {@code job.approve}, {@code key.revoke}
   * @param subject what it was done to: a job's id, a key's name
   * @param outcome what came of it: {@code done}, {@code refused}, …
   * @param detail more, for people; no secrets, no job's code
   */
  record Entry(
      String actor,
      @Nullable String tenant,
      String action,
      String subject,
      String outcome,
      Map<String, String> detail) {

    public Entry {
      detail = Map.copyOf(detail);
    }
  }

  /** An entry that has been kept, with its place in the log and its time. */
  record Kept(long id, Instant at, Entry entry) {}

  /**
   * Which entries to list, newest first.
   *
   * @param tenant only this tenant's; absent means all
   * @param subject only about this; absent means all
   * @param decisions whether what the hub decided about jobs is listed too ({@link JobDecisions})
   * @param before only those before this place in the log; absent means from the newest on
   * @param limit at most so many
   */
  record Query(
      @Nullable String tenant,
      @Nullable String subject,
      boolean decisions,
      @Nullable Long before,
      int limit) {}

  /** Keeps an entry; returns once it is durable. */
  void append(Entry entry);

  /** Entries by filter, newest first. */
  List<Kept> list(Query query);
}
