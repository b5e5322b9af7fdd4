package io.serai.it.chaos;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What the ledger says when all is over.
 *
 * @param costing how many results cost something
 * @param bills how many jobs were billed
 * @param missing how many results cost something and were never billed
 * @param wrong how many bills, or sums of their charges, are not what the result says, or negative
 * @param cost what all results cost
 * @param spent what was added up as spent
 */
record Bills(int costing, int bills, int missing, int wrong, BigDecimal cost, BigDecimal spent) {

  private static final String READ =
      """
      with cost as (
        select job_id, (body #>> '{cost,amount}')::numeric as amount
        from results where json_array_length(body #> '{cost,charges}') > 0
      ), charged as (
        select job_id, sum(amount) as amount, min(amount) as least from charges group by job_id
      )
      select (select count(*) from cost),
             (select count(*) from bills),
             (select count(*) from cost where not exists
               (select from bills b where b.job_id = cost.job_id)),
             (select count(*) from bills b left join cost using (job_id) left join charged using (job_id)
              where b.amount is distinct from cost.amount or b.amount is distinct from charged.amount
                 or charged.least < 0),
             trim_scale(coalesce((select sum(amount) from cost), 0)),
             trim_scale(coalesce((select sum(amount) from spending), 0))
      """;

  static Bills read(String jdbcUrl) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(READ)) {
      row.next();
      return new Bills(
          row.getInt(1),
          row.getInt(2),
          row.getInt(3),
          row.getInt(4),
          row.getBigDecimal(5),
          row.getBigDecimal(6));
    }
  }
}
