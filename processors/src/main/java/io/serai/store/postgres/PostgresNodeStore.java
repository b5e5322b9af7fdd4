package io.serai.store.postgres;

import io.serai.fleet.NodeReport;
import io.serai.store.NodeStore;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The table of nodes. */
public final class PostgresNodeStore implements NodeStore {

  private static final String REPORT = Sql.load("report-node");

  private final Database database;

  /** The nodes in the given database. */
  public PostgresNodeStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean report(NodeReport report) {
    return database.run(
        "keep a node's report",
        REPORT,
        statement -> {
          statement.setString(1, report.name());
          statement.setString(2, report.instance());
          statement.setString(3, Documents.write(report));
          return statement.executeUpdate() > 0;
        });
  }

  @Override
  public void remove(String name, String instance) {
    database.run(
        "remove a node",
        "delete from nodes where name = ? and instance = ?",
        statement -> {
          statement.setString(1, name);
          statement.setString(2, instance);
          return statement.executeUpdate();
        });
  }

  @Override
  public void removeSilent(Duration longer) {
    database.run(
        "remove silent nodes",
        "delete from nodes where reported_at < clock_timestamp() - make_interval(secs => ?)",
        statement -> {
          statement.setDouble(1, longer.toMillis() / 1000.0);
          return statement.executeUpdate();
        });
  }

  @Override
  public List<Reported> list() {
    return database.run(
        "list nodes",
        "select report, extract(epoch from clock_timestamp() - reported_at) * 1000 from nodes",
        statement -> {
          List<Reported> reported = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              reported.add(
                  new Reported(
                      Documents.read(row.getString(1), NodeReport.class),
                      Duration.ofMillis(Math.max(0, row.getLong(2)))));
            }
          }
          return reported;
        });
  }
}
