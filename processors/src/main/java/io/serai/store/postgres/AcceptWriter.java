package io.serai.store.postgres;

import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Submission;
import io.serai.store.Acceptance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writes a batch of jobs that were offered, and tells which of them are repetitions. */
final class AcceptWriter implements GroupCommit.Writer<AcceptWriter.Offer, Acceptance> {

  private static final String ACCEPT = Sql.load("accept-job");
  private static final String FIND_DUPLICATE = Sql.load("find-duplicate");

  /** A job, and whether this hub wants its lease. */
  record Offer(Submission submission, boolean lease) {}

  private final UUID hub;
  private final Duration leaseTime;

  AcceptWriter(UUID hub, Duration leaseTime) {
    this.hub = hub;
    this.leaseTime = leaseTime;
  }

  @Override
  public List<Acceptance> write(Connection connection, List<Offer> batch) throws SQLException {
    int[] inserted;
    try (PreparedStatement statement = connection.prepareStatement(ACCEPT)) {
      for (Offer offer : batch) {
        bind(statement, offer);
        statement.addBatch();
      }
      inserted = statement.executeBatch();
    }
    List<Acceptance> answers = new ArrayList<>(batch.size());
    for (int i = 0; i < inserted.length; i++) {
      Offer offer = batch.get(i);
      answers.add(inserted[i] == 1 ? accepted(offer) : repeated(connection, offer));
    }
    return answers;
  }

  private void bind(PreparedStatement statement, Offer offer) throws SQLException {
    Submission submission = offer.submission();
    Job job = submission.job();
    statement.setObject(1, job.id().value());
    statement.setString(2, job.tenant());
    statement.setString(3, job.idempotencyKey());
    statement.setString(4, submission.source());
    statement.setString(5, job.language().word());
    statement.setInt(6, job.priority());
    statement.setString(7, submission.traceId());
    statement.setString(8, Documents.writeOptional(submission.reply()));
    statement.setString(9, Documents.write(job));
    statement.setTimestamp(10, Timestamp.from(submission.acceptedAt()));
    statement.setInt(11, offer.lease() ? 1 : 0);
    if (offer.lease()) {
      statement.setObject(12, hub);
      statement.setLong(13, leaseTime.toMillis());
    } else {
      statement.setNull(12, Types.OTHER);
      statement.setNull(13, Types.BIGINT);
    }
  }

  private static Acceptance accepted(Offer offer) {
    return offer.lease()
        ? new Acceptance.Leased(new Lease(offer.submission(), 1))
        : new Acceptance.Queued(offer.submission().job().id());
  }

  private static Acceptance repeated(Connection connection, Offer offer) throws SQLException {
    Job job = offer.submission().job();
    try (PreparedStatement statement = connection.prepareStatement(FIND_DUPLICATE)) {
      statement.setString(1, job.tenant());
      statement.setString(2, job.idempotencyKey());
      statement.setObject(3, job.id().value());
      statement.setString(4, job.idempotencyKey());
      statement.setString(5, job.tenant());
      try (ResultSet row = statement.executeQuery()) {
        if (row.next() && row.getString("tenant").equals(job.tenant())) {
          return new Acceptance.Duplicate(new JobId(row.getObject("id", UUID.class)));
        }
        return new Acceptance.IdTaken(job.id());
      }
    }
  }
}
