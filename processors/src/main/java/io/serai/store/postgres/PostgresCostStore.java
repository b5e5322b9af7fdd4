package io.serai.store.postgres;

import io.serai.job.Cost;
import io.serai.job.JobId;
import io.serai.job.Placement;
import io.serai.job.Result;
import io.serai.store.CostStore;
import io.serai.store.Spending;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger. Charges are part of the result too, so a lost write can be made good from it. */
public final class PostgresCostStore implements CostStore, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresCostStore.class);
  private static final String LIST = Sql.load("list-charges");
  private static final String INSERT = Sql.load("insert-charges");

  private record Bill(String tenant, Result result) {

    String cloud() {
      Placement placement = result.placement();
      return placement == null ? "none" : placement.cloud();
    }

    String target() {
      Placement placement = result.placement();
      return placement == null ? "none" : placement.target();
    }
  }

  private static final String CATCH_UP = Sql.load("catch-up-bills");
  private static final String SPENDING = Sql.load("list-spending");

  /** Nobody waits for it, so that many may share a transaction. */
  private static final Duration LINGER = Duration.ofMillis(200);

  private final Database database;
  private final GroupCommit<Bill, Boolean> writes;

  /** The ledger in the given database. */
  public PostgresCostStore(Database database) {
    this.database = database;
    this.writes = new GroupCommit<>("cost", LINGER, database, PostgresCostStore::write);
  }

  @Override
  public CompletionStage<?> record(String tenant, Result result) {
    if (result.cost().charges().isEmpty()) {
      return CompletableFuture.completedFuture(true);
    }
    return writes
        .submit(new Bill(tenant, result))
        .whenComplete(
            (written, failure) -> {
              if (failure != null) {
                LOG.warn(
                    "job {} charges not written yet: {}", result.jobId(), failure.getMessage());
              }
            });
  }

  private static List<Boolean> write(Connection connection, List<Bill> batch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      new Columns<>(statement, batch)
          .add("uuid", bill -> bill.result().jobId().value())
          .add("text", Bill::tenant)
          .add("text", Bill::cloud)
          .add("text", Bill::target)
          .add("numeric", bill -> bill.result().cost().amount())
          .add("text", bill -> bill.result().cost().currency())
          .add("text", bill -> Documents.write(bill.result().cost().charges()));
      statement.executeUpdate();
    }
    return Collections.nCopies(batch.size(), true);
  }

  @Override
  public List<Cost.Charge> charges(JobId id) {
    return database.run(
        "read charges",
        LIST,
        statement -> {
          statement.setObject(1, id.value());
          statement.setObject(2, id.value());
          List<Cost.Charge> charges = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              charges.add(
                  new Cost.Charge(
                      row.getString(1),
                      row.getBigDecimal(2),
                      row.getBigDecimal(3),
                      row.getBigDecimal(4),
                      row.getString(5),
                      row.getString(6),
                      row.getString(7)));
            }
          }
          return charges;
        });
  }

  @Override
  public List<Spending> spending(Spending.Query query) {
    return database.run(
        "add up what was spent",
        SPENDING,
        statement -> {
          String[] by = query.by().stream().map(Spending.By::word).toArray(String[]::new);
          statement.setArray(1, statement.getConnection().createArrayOf("text", by));
          statement.setObject(2, query.since());
          statement.setObject(3, query.until());
          statement.setString(4, query.tenant());
          statement.setString(5, query.tenant());
          List<Spending> spending = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              spending.add(read(row));
            }
          }
          return spending;
        });
  }

  private static Spending read(ResultSet row) throws SQLException {
    return new Spending(
        row.getObject("day", LocalDate.class),
        row.getString("tenant"),
        row.getString("cloud"),
        row.getString("target"),
        row.getString("kind"),
        row.getString("currency"),
        row.getBigDecimal("quantity"),
        row.getBigDecimal("amount"));
  }

  @Override
  public int catchUp(Duration within) {
    return database.run(
        "catch up on bills",
        CATCH_UP,
        statement -> {
          statement.setLong(1, within.toSeconds());
          return statement.executeUpdate();
        });
  }

  @Override
  public void close() {
    writes.close();
  }
}
