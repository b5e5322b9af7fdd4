package io.serai.store.postgres;

import io.serai.job.Cost;
import io.serai.job.JobId;
import io.serai.job.Placement;
import io.serai.job.Result;
import io.serai.store.CostStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger. Charges are part of the result too, so a lost write can be made good from it. */
public final class PostgresCostStore implements CostStore, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresCostStore.class);
  private static final String INSERT = Sql.load("insert-charge");

  private record Bill(String tenant, Result result) {}

  private final Database database;
  private final GroupCommit<Bill, Boolean> writes;

  /** The ledger in the given database. */
  public PostgresCostStore(Database database) {
    this.database = database;
    this.writes = new GroupCommit<>("cost", database.dataSource(), PostgresCostStore::write);
  }

  @Override
  public void record(String tenant, Result result) {
    if (result.cost().charges().isEmpty()) {
      return;
    }
    var unused =
        writes
            .submit(new Bill(tenant, result))
            .exceptionally(
                failure -> {
                  LOG.warn(
                      "job {} charges not written yet: {}", result.jobId(), failure.getMessage());
                  return false;
                });
  }

  private static List<Boolean> write(Connection connection, List<Bill> batch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      for (Bill bill : batch) {
        int seq = 0;
        for (Cost.Charge charge : bill.result().cost().charges()) {
          bind(statement, bill, seq++, charge);
          statement.addBatch();
        }
      }
      statement.executeBatch();
    }
    return Collections.nCopies(batch.size(), true);
  }

  private static void bind(PreparedStatement statement, Bill bill, int seq, Cost.Charge charge)
      throws SQLException {
    Placement placement = bill.result().placement();
    statement.setObject(1, bill.result().jobId().value());
    statement.setInt(2, seq);
    statement.setString(3, bill.tenant());
    statement.setString(4, placement == null ? "none" : placement.cloud());
    statement.setString(5, placement == null ? "none" : placement.target());
    statement.setString(6, charge.kind());
    statement.setBigDecimal(7, charge.quantity());
    statement.setBigDecimal(8, charge.unitPrice());
    statement.setBigDecimal(9, charge.amount());
    statement.setString(10, bill.result().cost().currency());
  }

  @Override
  public List<Cost.Charge> charges(JobId id) {
    return database.run(
        "read charges",
        "select kind, quantity, unit_price, amount from charges where job_id = ? order by seq",
        statement -> {
          statement.setObject(1, id.value());
          List<Cost.Charge> charges = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              charges.add(
                  new Cost.Charge(
                      row.getString(1),
                      row.getBigDecimal(2),
                      row.getBigDecimal(3),
                      row.getBigDecimal(4)));
            }
          }
          return charges;
        });
  }

  @Override
  public void close() {
    writes.close();
  }
}
