package io.serai.it;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the database says of the jobs, whatever a hub says. */
record Ledger(String jdbcUrl) {

  private interface Read<T> {
    T from(ResultSet rows) throws SQLException;
  }

  /** Of the steady flow's jobs accepted in a while, in seconds; an unanswered one counts so far. */
  double p95(Instant from, Instant to) throws SQLException {
    return query(
        """
        select percentile_cont(0.95) within group (
          order by extract(epoch from coalesce(r.finished_at, now()) - j.accepted_at))
        from jobs j left join results r on r.job_id = j.id
        where j.accepted_at >= ? and j.accepted_at < ? and j.body -> 'labels' ->> 'flow' = 'steady'
        """,
        rows -> {
          rows.next();
          return rows.getDouble(1);
        },
        Timestamp.from(from),
        Timestamp.from(to));
  }

  /** How many jobs of a tenant each cloud has answered. */
  Map<String, Integer> jobsByCloud(String tenant) throws SQLException {
    return query(
        """
        select coalesce(r.body -> 'placement' ->> 'cloud', r.body ->> 'reason'), count(*)
        from results r join jobs j on j.id = r.job_id where j.tenant = ? group by 1
        """,
        rows -> {
          Map<String, Integer> clouds = new TreeMap<>();
          while (rows.next()) {
            clouds.put(rows.getString(1), rows.getInt(2));
          }
          return clouds;
        },
        tenant);
  }

  /** What jobs in the queue wait for. */
  List<String> waiting() throws SQLException {
    return query("select distinct waits_for from queue", Ledger::texts);
  }

  int unanswered() throws SQLException {
    return query(
        "select count(*) from jobs j where not exists (select from results r where r.job_id = j.id)",
        Ledger::count);
  }

  int answered(List<String> jobs) throws SQLException {
    return query(
        "select count(*) from results where job_id = any (?::uuid[])",
        Ledger::count,
        (Object) jobs.toArray(String[]::new));
  }

  /** The jobs that are not idempotent and of which more than one of these runs was. */
  List<String> startedTwice(List<String> runs) throws SQLException {
    return query(
        """
        select d.job_id from dispatches d join jobs j on j.id = d.job_id
        where d.run_id = any (?::uuid[]) and not (j.body ->> 'idempotent')::boolean
        group by d.job_id having count(*) > 1
        """,
        Ledger::texts,
        (Object) runs.toArray(String[]::new));
  }

  /** The jobs that did not succeed, but for those that were sent to a cloud that was killed. */
  List<String> lostUnlessKilled(String cloud) throws SQLException {
    return query(
        """
        select r.body from results r join jobs j on j.id = r.job_id
        where r.status <> 'succeeded'
          and ((j.body ->> 'idempotent')::boolean
               or not exists (select from dispatches d where d.job_id = j.id and d.target = ?))
        """,
        Ledger::texts,
        cloud);
  }

  private static int count(ResultSet rows) throws SQLException {
    rows.next();
    return rows.getInt(1);
  }

  private static List<String> texts(ResultSet rows) throws SQLException {
    List<String> texts = new ArrayList<>();
    while (rows.next()) {
      texts.add(rows.getString(1));
    }
    return texts;
  }

  private <T> T query(String sql, Read<T> read, Object... arguments) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(
            i + 1,
            arguments[i] instanceof String[] texts
                ? connection.createArrayOf("text", texts)
                : arguments[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        return read.from(rows);
      }
    }
  }
}
