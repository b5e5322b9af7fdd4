package io.serai.store.postgres;

import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Result;
import io.serai.store.AuditStore;
import io.serai.store.JobDecisions;
import io.serai.store.ResultDocument;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Writes a batch of results, each only if its lease still stands, with the replies they owe and
 * what was decided about their jobs.
 */
final class FinishWriter implements GroupCommit.Writer<FinishWriter.Finish, Boolean> {

  private static final String FINISH = Sql.load("finish-jobs");

  private final int largeFromBytes;

  /**
   * A writer of results.
   *
   * @param largeFromBytes from this size on, a result is noted as one whose parts are to be moved
   */
  FinishWriter(int largeFromBytes) {
    this.largeFromBytes = largeFromBytes;
  }

  /** A result, the lease it was produced under, and what was decided on the way. */
  record Finish(Lease lease, ResultDocument document, AuditStore.Entry decisions) {

    Finish(Lease lease, ResultDocument document) {
      this(lease, document, JobDecisions.of(lease.submission(), document.result()));
    }

    Result result() {
      return document.result();
    }

    Attempt attempt() {
      return new Attempt(result().jobId(), lease.attempt());
    }
  }

  private record Attempt(JobId id, int number) {}

  @Override
  public List<Boolean> write(Connection connection, List<Finish> batch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FINISH)) {
      new Columns<>(statement, batch)
          .add("uuid", finish -> finish.result().jobId().value())
          .add("integer", finish -> finish.lease().attempt())
          .add("text", finish -> finish.result().status().word())
          .add("text", finish -> finish.document().json())
          .add("text", finish -> Documents.writeOptional(finish.lease().submission().reply()))
          .add("text", finish -> finish.lease().job().tenant())
          .add("text", finish -> finish.decisions().actor())
          .add("text", finish -> finish.decisions().action())
          .add("text", finish -> finish.decisions().outcome())
          .add("text", finish -> Documents.write(finish.decisions().detail()))
          .addOne(largeFromBytes);
      Set<Attempt> finished = new HashSet<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          finished.add(new Attempt(new JobId(row.getObject(1, UUID.class)), row.getInt(2)));
        }
      }
      return batch.stream().map(finish -> finished.remove(finish.attempt())).toList();
    }
  }
}
