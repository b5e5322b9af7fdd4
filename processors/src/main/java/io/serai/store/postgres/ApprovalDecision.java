package io.serai.store.postgres;

import io.serai.job.JobId;
import io.serai.store.ApprovalStore.Ballot;
import io.serai.store.ApprovalStore.Choice;
import io.serai.store.ApprovalStore.Outcome;
import io.serai.store.ApprovalView.State;
import io.serai.store.AuditStore;
import io.serai.store.ResultDocument;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one job that waits for approval, within one transaction.
 *
 * <p>INVARIANT: the job's row in the queue is locked before that of its approval, as whoever
 * cancels it does.
 */
final class ApprovalDecision {

  private static final String LOCK_QUEUED = Sql.load("lock-queued");
  private static final String LOCK_APPROVAL = Sql.load("lock-approval");
  private static final String INSERT_VOTE = Sql.load("insert-vote");
  private static final String COUNT_APPROVING = Sql.load("count-approving");
  private static final String DECIDE = Sql.load("decide-approval");
  private static final String UNHOLD = Sql.load("unhold-job");
  private static final String REJECT = Sql.load("reject-held");

  private record Waiting(long id, String tenant, int approvers, boolean expired) {}

  private final Connection connection;
  private final JobId job;

  ApprovalDecision(Connection connection, JobId job) {
    this.connection = connection;
    this.job = job;
  }

  Outcome vote(Ballot ballot, @Nullable ResultDocument rejected) throws SQLException {
    Waiting waiting = lock();
    if (waiting == null || waiting.expired()) {
      return Outcome.LATE;
    }
    if (!insert(waiting, ballot)) {
      return Outcome.REPEATED;
    }
    if (ballot.choice() == Choice.DENY) {
      decide(waiting, State.DENIED);
      reject(Objects.requireNonNull(rejected));
      audit(waiting, ballot.actor(), "job.deny", "done", Map.of("reason", ballot.reason()));
      return Outcome.DECIDED;
    }
    long approving = approving(waiting);
    boolean enough = approving >= waiting.approvers();
    if (enough) {
      decide(waiting, State.APPROVED);
      update(UNHOLD, job.value());
    }
    audit(
        waiting,
        ballot.actor(),
        "job.approve",
        enough ? "done" : "counted",
        Map.of("reason", ballot.reason(), "approvals", approving + " of " + waiting.approvers()));
    return enough ? Outcome.DECIDED : Outcome.COUNTED;
  }

  boolean expire(ResultDocument rejected) throws SQLException {
    Waiting waiting = lock();
    if (waiting == null || !waiting.expired()) {
      return false;
    }
    decide(waiting, State.EXPIRED);
    reject(rejected);
    audit(waiting, "hub", "job.expire", "done", Map.of());
    return true;
  }

  private @Nullable Waiting lock() throws SQLException {
    try (PreparedStatement queued = prepare(LOCK_QUEUED, job.value());
        ResultSet row = queued.executeQuery()) {
      if (!row.next()) {
        return null;
      }
    }
    try (PreparedStatement approval = prepare(LOCK_APPROVAL, job.value());
        ResultSet row = approval.executeQuery()) {
      return row.next()
          ? new Waiting(
              row.getLong("id"),
              row.getString("tenant"),
              row.getInt("approvers"),
              row.getBoolean("expired"))
          : null;
    }
  }

  private boolean insert(Waiting waiting, Ballot ballot) throws SQLException {
    return 1
        == update(
            INSERT_VOTE,
            waiting.id(),
            ballot.actor(),
            ballot.choice().name().toLowerCase(Locale.ROOT),
            ballot.reason());
  }

  private long approving(Waiting waiting) throws SQLException {
    try (PreparedStatement count = prepare(COUNT_APPROVING, waiting.id());
        ResultSet row = count.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private void decide(Waiting waiting, State state) throws SQLException {
    update(DECIDE, state.name().toLowerCase(Locale.ROOT), waiting.id());
  }

  private void reject(ResultDocument rejected) throws SQLException {
    update(REJECT, job.value(), rejected.json());
  }

  private void audit(
      Waiting waiting, String actor, String action, String outcome, Map<String, String> detail)
      throws SQLException {
    PostgresAuditStore.append(
        connection,
        new AuditStore.Entry(actor, waiting.tenant(), action, job.toString(), outcome, detail));
  }

  private int update(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}
