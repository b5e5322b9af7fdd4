package io.serai.store.postgres;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Reply;
import io.serai.job.Submission;
import io.serai.store.Acceptance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells what an offer repeats whose id or key is there already, and owes the first job's result to
 * whoever asks for it from another address. Statements of their own: each may be done twice.
 */
final class Repetitions {

  private static final String FIND = Sql.load("find-duplicate");
  private static final String LEASE_AGAIN = Sql.load("lease-again");
  private static final String ASK = Sql.load("ask-also");
  private static final String OWE = Sql.load("owe-also-asked");

  /**
   * Two offers of one job may differ in these: what is minted, what names it, its defaults, and its
   * turn under its tenant's rate.
   */
  private static final List<String> NOT_COMPARED =
      List.of("id", "idempotencyKey", "limits", "notBefore");

  private record Earlier(
      JobId id, String tenant, @Nullable Reply reply, String body, boolean ownRow) {}

  private final UUID hub;
  private final Duration leaseTime;

  Repetitions(UUID hub, Duration leaseTime) {
    this.hub = hub;
    this.leaseTime = leaseTime;
  }

  /** What the offer repeats. */
  Acceptance find(Connection connection, AcceptWriter.Offer offer) throws SQLException {
    Earlier earlier = earlier(connection, offer.submission());
    return earlier == null
        ? new Acceptance.IdTaken(offer.submission().job().id())
        : answer(connection, offer.submission(), offer.body(), earlier);
  }

  /**
   * The same for an offer that may be stored already: the connection broke before it was told. Its
   * own row is no repetition, and its lease is this hub's still.
   */
  Acceptance findAgain(Connection connection, AcceptWriter.Offer offer) throws SQLException {
    Submission submission = offer.submission();
    Earlier earlier = earlier(connection, submission);
    if (earlier == null || !earlier.ownRow()) {
      return find(connection, offer);
    }
    return offer.lease() && leaseAgain(connection, earlier.id())
        ? new Acceptance.Leased(new Lease(submission, 2))
        : new Acceptance.Queued(earlier.id(), submission.job().notBefore() != null);
  }

  private boolean leaseAgain(Connection connection, JobId id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LEASE_AGAIN)) {
      statement.setLong(1, leaseTime.toMillis());
      statement.setObject(2, id.value());
      statement.setObject(3, hub);
      return statement.executeUpdate() == 1;
    }
  }

  private static @Nullable Earlier earlier(Connection connection, Submission offer)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setString(1, offer.job().tenant());
      statement.setString(2, offer.job().idempotencyKey());
      statement.setObject(3, offer.job().id().value());
      statement.setString(4, offer.traceId());
      statement.setTimestamp(5, Timestamp.from(offer.acceptedAt()));
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? new Earlier(
                new JobId(row.getObject("id", UUID.class)),
                row.getString("tenant"),
                Documents.readOptional(row.getString("reply"), Reply.class),
                row.getString("body"),
                row.getBoolean("own"))
            : null;
      }
    }
  }

  private static Acceptance answer(
      Connection connection, Submission offer, String body, Earlier earlier) throws SQLException {
    Job job = offer.job();
    if (!earlier.tenant().equals(job.tenant())) {
      return new Acceptance.IdTaken(job.id());
    }
    Reply reply = offer.reply();
    if (reply != null && reply.equals(earlier.reply())) {
      // The very same message, delivered again: its one reply is owed or sent.
      return new Acceptance.Duplicate(earlier.id());
    }
    if (!sameJob(earlier.body(), body)) {
      return earlier.id().equals(job.id())
          ? new Acceptance.IdTaken(job.id())
          : new Acceptance.KeyReused(earlier.id());
    }
    if (reply != null) {
      ask(connection, earlier.id(), reply);
    }
    return new Acceptance.Duplicate(earlier.id());
  }

  private static boolean sameJob(String earlier, String offered) {
    ObjectNode one = Documents.read(earlier, ObjectNode.class);
    ObjectNode other = Documents.read(offered, ObjectNode.class);
    return Objects.equals(one.without(NOT_COMPARED), other.without(NOT_COMPARED));
  }

  private static void ask(Connection connection, JobId id, Reply reply) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ASK)) {
      statement.setObject(1, id.value());
      statement.setString(2, Documents.write(reply));
      statement.executeUpdate();
    }
    owe(connection);
  }

  /** Owes every result that has come about to those who asked for it meanwhile. */
  private static void owe(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OWE)) {
      statement.executeUpdate();
    }
  }

  /** The same, on any connection. */
  static void owe(Database database) {
    database.byIndex("owe results asked for again", OWE, PreparedStatement::executeUpdate);
  }
}
