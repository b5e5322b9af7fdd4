package io.serai.store.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.job.Job;
import io.serai.job.Lease;
import io.serai.job.Reply;
import io.serai.job.Submission;
import io.serai.json.Json;
import io.serai.store.EndedJob;
import io.serai.store.QueueState;
import io.serai.store.Renewal;
import io.serai.store.Shares;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The queue as one hub sees it: who runs what, whose turn it is, and what has ended unrun. */
final class JobQueue {

  /** Leases are given one hub after the other, so that what runs is counted right. */
  private static final String LEASE =
      "select pg_advisory_xact_lock(7265726169); " + Sql.load("lease-jobs");

  private static final String RENEW = Sql.load("renew-leases");
  private static final String RELEASE = Sql.load("release-job");
  private static final String HAND_BACK = Sql.load("hand-back-jobs");
  private static final String START = Sql.load("start-job");
  private static final String COUNT_WAITING = Sql.load("count-waiting");
  private static final String BEAT = Sql.load("beat-hub");
  private static final String TEND = Sql.load("tend-queue");
  private static final String TAKE_ENDED = Sql.load("take-ended");

  /** So many at once: a statement looks at the square of it. */
  private static final int MOST = 64;

  private final Database database;
  private final UUID hub;
  private final Duration leaseTime;

  JobQueue(Database database, UUID hub, Duration leaseTime) {
    this.database = database;
    this.hub = hub;
    this.leaseTime = leaseTime;
  }

  List<Lease> lease(int max, Shares shares) {
    List<Lease> leases = new ArrayList<>();
    int asked;
    int got;
    do {
      asked = Math.min(MOST, max - leases.size());
      List<Lease> more = leaseSome(asked, shares);
      got = more.size();
      leases.addAll(more);
    } while (got == asked && leases.size() < max);
    return leases;
  }

  private List<Lease> leaseSome(int max, Shares shares) {
    return database.byIndex(
        "lease jobs",
        LEASE,
        statement -> {
          statement.setInt(1, max);
          statement.setString(2, quotas(shares));
          statement.setObject(3, hub);
          statement.setLong(4, leaseTime.toMillis());
          statement.execute();
          statement.getMoreResults();
          List<Lease> leases = new ArrayList<>();
          try (ResultSet row = Objects.requireNonNull(statement.getResultSet())) {
            while (row.next()) {
              leases.add(readLease(row));
            }
          }
          return leases;
        });
  }

  private static String quotas(Shares shares) {
    ObjectNode quotas = Json.MAPPER.valueToTree(shares.byDefault());
    quotas.set("tenants", Json.MAPPER.valueToTree(shares.tenants()));
    try {
      return Json.MAPPER.writeValueAsString(quotas);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("shares cannot be written", e);
    }
  }

  Renewal renew(Collection<Lease> held) {
    Map<UUID, Boolean> renewed =
        held.isEmpty()
            ? Map.of()
            : database.byIndex(
                "renew leases",
                RENEW,
                statement -> {
                  statement.setObject(1, hub);
                  statement.setLong(2, leaseTime.toMillis());
                  bind(statement, 3, List.copyOf(held));
                  return readRenewed(statement);
                });
    List<Lease> cancelled = new ArrayList<>();
    List<Lease> lost = new ArrayList<>();
    for (Lease lease : held) {
      Boolean cancelRequested = renewed.get(lease.job().id().value());
      if (cancelRequested == null) {
        lost.add(lease);
      } else if (cancelRequested) {
        cancelled.add(lease);
      }
    }
    return new Renewal(cancelled, lost);
  }

  private static Map<UUID, Boolean> readRenewed(PreparedStatement statement) throws SQLException {
    Map<UUID, Boolean> renewed = new HashMap<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        renewed.put(row.getObject("job_id", UUID.class), row.getBoolean("cancel_requested"));
      }
    }
    return renewed;
  }

  boolean starting(Lease lease) {
    return 1
        == database.byIndex(
            "note the start of a job",
            START,
            statement -> {
              statement.setObject(1, lease.job().id().value());
              statement.setInt(2, lease.attempt());
              return statement.executeUpdate();
            });
  }

  boolean release(Lease lease, Duration delay, String waitsFor) {
    return 1
        == database.byIndex(
            "release a job",
            RELEASE,
            statement -> {
              statement.setLong(1, delay.toMillis());
              statement.setString(2, waitsFor);
              statement.setObject(3, lease.job().id().value());
              statement.setInt(4, lease.attempt());
              return statement.executeUpdate();
            });
  }

  List<Lease> handBack(Collection<Lease> leases) {
    List<UUID> handed =
        database.byIndex(
            "hand jobs back",
            HAND_BACK,
            statement -> {
              bind(statement, 1, List.copyOf(leases));
              List<UUID> ids = new ArrayList<>();
              try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                  ids.add(row.getObject(1, UUID.class));
                }
              }
              return ids;
            });
    return leases.stream().filter(lease -> handed.contains(lease.job().id().value())).toList();
  }

  int waiting(String tenant, int most) {
    return count(
        "count waiting jobs",
        COUNT_WAITING,
        statement -> {
          statement.setString(1, tenant);
          statement.setInt(2, most);
          return statement.executeQuery();
        });
  }

  int beat() {
    return count(
        "count hubs",
        BEAT,
        statement -> {
          statement.setObject(1, hub);
          statement.setObject(2, hub);
          return statement.executeQuery();
        });
  }

  private int count(String name, String sql, Database.Work<ResultSet> query) {
    return database.byIndex(
        name,
        sql,
        statement -> {
          try (ResultSet row = query.with(statement)) {
            row.next();
            return row.getInt(1);
          }
        });
  }

  QueueState tend() {
    return database.byIndex(
        "tend the queue",
        TEND,
        statement -> {
          try (ResultSet row = statement.executeQuery()) {
            row.next();
            boolean waiting = row.getBoolean("called") || row.getBoolean("waiting");
            int reclaimed = row.getInt("reclaimed");
            long dueInMs = row.getLong("due_in_ms");
            return new QueueState(
                reclaimed, waiting, row.wasNull() ? null : Duration.ofMillis(Math.max(1, dueInMs)));
          }
        });
  }

  List<EndedJob> takeEnded() {
    return database.byIndex(
        "take jobs that have ended",
        TAKE_ENDED,
        statement -> {
          statement.setObject(1, hub);
          statement.setLong(2, leaseTime.toMillis());
          List<EndedJob> ended = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              String why = row.getString("why").toUpperCase(Locale.ROOT);
              ended.add(new EndedJob(readLease(row), EndedJob.Why.valueOf(why)));
            }
          }
          return ended;
        });
  }

  private static void bind(PreparedStatement statement, int from, List<Lease> leases)
      throws SQLException {
    Object[] ids = leases.stream().map(lease -> lease.job().id().value()).toArray();
    Object[] attempts = leases.stream().map(Lease::attempt).toArray();
    statement.setArray(from, statement.getConnection().createArrayOf("uuid", ids));
    statement.setArray(from + 1, statement.getConnection().createArrayOf("integer", attempts));
  }

  private static Lease readLease(ResultSet row) throws SQLException {
    Submission submission =
        new Submission(
            Documents.read(row.getString("body"), Job.class),
            row.getString("submitter"),
            row.getString("source"),
            row.getString("operation"),
            Documents.readOptional(row.getString("reply"), Reply.class),
            row.getString("trace_id"),
            row.getString("parent_span_id"),
            row.getString("trace_state"),
            row.getTimestamp("accepted_at").toInstant(),
            row.getString("policies"));
    return new Lease(submission, row.getInt("attempt"));
  }
}
