package io.serai.store.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import io.serai.job.JobId;
import io.serai.store.DeadLetter;
import io.serai.store.DeadLetterStore;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The dead letter table. */
public final class PostgresDeadLetterStore implements DeadLetterStore {

  private static final String KEEP = Sql.load("keep-dead-letter");
  private static final String LIST = Sql.load("list-dead-letters");
  private static final String FIND = Sql.load("find-dead-letter");
  private static final String SETTLE = Sql.load("settle-dead-letter");
  private static final String REFUSE = Sql.load("refuse-dead-letter");
  private static final String OWE = Sql.load("owe-dead-letter");
  private static final TypeReference<List<DeadLetter.Header>> HEADERS = new TypeReference<>() {};

  private final Database database;

  /** The dead letter table in the given database. */
  public PostgresDeadLetterStore(Database database) {
    this.database = database;
  }

  @Override
  public long keep(DeadLetter letter) {
    return database.run("keep a dead letter", KEEP, statement -> keep(statement, letter));
  }

  private static long keep(PreparedStatement statement, DeadLetter letter) throws SQLException {
    JobId jobId = letter.jobId();
    statement.setString(1, letter.identity());
    statement.setString(2, letter.source());
    statement.setString(3, letter.origin().name());
    statement.setString(4, letter.origin().position());
    statement.setInt(5, letter.origin().deliveries());
    statement.setString(6, letter.reason().code());
    statement.setString(7, letter.reason().message());
    statement.setString(8, Documents.write(letter.headers()));
    statement.setString(9, Documents.write(letter.envelope()));
    statement.setBytes(10, letter.body());
    statement.setString(11, letter.tenant());
    statement.setObject(12, jobId == null ? null : jobId.value());
    return first(statement);
  }

  @Override
  public List<Summary> list(Query query) {
    return database.byValues(
        "list dead letters",
        LIST,
        statement -> {
          State state = query.state();
          Instant since = query.since();
          statement.setString(1, state == null ? null : state.word());
          statement.setString(2, query.source());
          statement.setString(3, query.code());
          statement.setString(4, query.tenant());
          statement.setTimestamp(5, since == null ? null : Timestamp.from(since));
          statement.setObject(6, query.before(), Types.BIGINT);
          statement.setInt(7, query.limit());
          List<Summary> letters = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              letters.add(summary(row));
            }
          }
          return letters;
        });
  }

  @Override
  public Optional<Kept> find(long id) {
    return database.run(
        "find a dead letter",
        FIND,
        statement -> {
          statement.setLong(1, id);
          try (ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(kept(row)) : Optional.<Kept>empty();
          }
        });
  }

  @Override
  public void replayed(long id, JobId jobId, String actor) {
    settle(id, State.REPLAYED, jobId, actor);
  }

  @Override
  public boolean drop(long id, String actor) {
    return settle(id, State.DROPPED, null, actor);
  }

  private boolean settle(long id, State state, @Nullable JobId jobId, String actor) {
    return 1
        == database.run(
            "settle a dead letter",
            SETTLE,
            statement -> {
              statement.setString(1, state.word());
              statement.setObject(2, jobId == null ? null : jobId.value(), Types.OTHER);
              statement.setString(3, actor);
              statement.setLong(4, id);
              return statement.executeUpdate();
            });
  }

  @Override
  public void refusedAgain(long id, DeadLetter.Reason reason) {
    database.run(
        "refuse a dead letter again",
        REFUSE,
        statement -> {
          statement.setString(1, reason.code());
          statement.setString(2, reason.message());
          statement.setLong(3, id);
          return statement.executeUpdate();
        });
  }

  @Override
  public boolean oweAgain(long id, String actor) {
    return 1
        == database.run(
            "owe a reply again",
            OWE,
            statement -> {
              statement.setString(1, actor);
              statement.setLong(2, id);
              return statement.executeUpdate();
            });
  }

  @Override
  public long count() {
    return database.run(
        "count dead letters",
        "select count(*) from dead_letters where state = 'kept'",
        PostgresDeadLetterStore::first);
  }

  private static long first(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Summary summary(ResultSet row) throws SQLException {
    UUID job = row.getObject("job_id", UUID.class);
    Timestamp settled = row.getTimestamp("settled_at");
    return new Summary(
        row.getLong("id"),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getString("source"),
        new DeadLetter.Origin(
            row.getString("origin"), row.getString("position"), row.getInt("deliveries")),
        row.getString("code"),
        row.getString("message"),
        row.getString("tenant"),
        job == null ? null : new JobId(job),
        row.getInt("times"),
        row.getLong("bytes"),
        row.getTimestamp("received_at").toInstant(),
        settled == null ? null : settled.toInstant(),
        row.getString("settled_by"));
  }

  private static Kept kept(ResultSet row) throws SQLException {
    Summary summary = summary(row);
    return new Kept(
        summary,
        new DeadLetter(
            row.getString("identity"),
            summary.source(),
            summary.origin(),
            new DeadLetter.Reason(summary.code(), summary.message()),
            Documents.read(row.getString("headers"), HEADERS),
            Documents.read(row.getString("envelope"), DeadLetter.Envelope.class),
            row.getBytes("body"),
            summary.tenant(),
            summary.jobId()));
  }
}
