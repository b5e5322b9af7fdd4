package io.serai.store.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.fleet.Dispatch;
import io.serai.fleet.RunId;
import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.store.PlacementStore;
import io.serai.store.PlacementView;
import io.serai.store.SentView;
import io.serai.store.StoreException;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;

/** Where jobs were sent, in the database. */
public final class PostgresPlacementStore implements PlacementStore, AutoCloseable {

  private static final String INSERT = Sql.load("insert-dispatches");
  private static final String END = Sql.load("end-dispatch");
  private static final String FIND = Sql.load("find-dispatches");
  private static final String EXPLAIN = Sql.load("find-placement");

  private record Sending(Lease lease, Dispatch dispatch) {}

  private final Database database;
  private final GroupCommit<Sending, Boolean> writes;

  /** The dispatches in the given database. */
  public PostgresPlacementStore(Database database) {
    this.database = database;
    this.writes =
        new GroupCommit<>("dispatch", Duration.ZERO, database, PostgresPlacementStore::write);
  }

  @Override
  public void sending(Lease lease, Dispatch dispatch) {
    try {
      writes.submit(new Sending(lease, dispatch)).join();
    } catch (CompletionException e) {
      throw new StoreException("dispatch of job '" + lease.job().id() + "' is not noted", e);
    }
  }

  private static List<Boolean> write(Connection connection, List<Sending> batch)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      new Columns<>(statement, batch)
          .add("uuid", each -> each.dispatch().runId().value())
          .add("uuid", each -> each.lease().job().id().value())
          .add("integer", each -> each.lease().attempt())
          .add("text", each -> each.dispatch().target())
          .add("text", each -> each.dispatch().node())
          .add("text", each -> each.dispatch().address().toString())
          .add("timestamptz", each -> Timestamp.from(each.dispatch().sentAt()));
      statement.executeUpdate();
    }
    return Collections.nCopies(batch.size(), true);
  }

  @Override
  public void ended(RunId runId, String outcome, String message) {
    var unused =
        database.run(
            "end a dispatch",
            END,
            statement -> {
              statement.setString(1, outcome);
              statement.setString(2, message);
              statement.setObject(3, runId.value());
              return statement.executeUpdate();
            });
  }

  @Override
  public Optional<Dispatch> open(JobId id) {
    return sendings(id).stream()
        .filter(sent -> sent.outcome() == null)
        .map(SentView::dispatch)
        .reduce((earlier, later) -> later);
  }

  @Override
  public List<SentView> sendings(JobId id) {
    return database.run(
        "read dispatches",
        FIND,
        statement -> {
          statement.setObject(1, id.value());
          List<SentView> sendings = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              sendings.add(read(row));
            }
          }
          return sendings;
        });
  }

  private static SentView read(ResultSet row) throws SQLException {
    Timestamp ended = row.getTimestamp("ended_at");
    return new SentView(
        new Dispatch(
            new RunId(row.getObject("run_id", UUID.class)),
            row.getString("node"),
            URI.create(row.getString("address")),
            row.getString("target"),
            row.getTimestamp("sent_at").toInstant()),
        row.getString("outcome"),
        row.getString("message"),
        ended == null ? null : ended.toInstant());
  }

  @Override
  public PlacementView find(JobId id) {
    List<SentView> sendings = sendings(id);
    return database.run(
        "explain a placement",
        EXPLAIN,
        statement -> {
          statement.setObject(1, id.value());
          try (ResultSet row = statement.executeQuery()) {
            return row.next()
                ? new PlacementView(
                    id,
                    Documents.readOptional(row.getString(1), JsonNode.class),
                    sendings,
                    row.getString(2))
                : new PlacementView(id, null, sendings, null);
          }
        });
  }

  @Override
  public void close() {
    writes.close();
  }
}
