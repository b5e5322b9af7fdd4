package io.serai.store.postgres;

import io.serai.job.Lease;
import io.serai.job.Reply;
import io.serai.job.Result;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes a batch of results, each only if its lease still stands, with the replies they owe. */
final class FinishWriter implements GroupCommit.Writer<FinishWriter.Finish, Boolean> {

  private static final String FINISH = Sql.load("finish-job");
  private static final String OWE_REPLY = Sql.load("owe-reply");

  /** A result, and the lease it was produced under. */
  record Finish(Lease lease, Result result) {}

  @Override
  public List<Boolean> write(Connection connection, List<Finish> batch) throws SQLException {
    int[] counts;
    try (PreparedStatement statement = connection.prepareStatement(FINISH)) {
      for (Finish finish : batch) {
        statement.setObject(1, finish.result().jobId().value());
        statement.setInt(2, finish.lease().attempt());
        statement.setString(3, finish.result().status().word());
        statement.setString(4, Documents.write(finish.result()));
        statement.addBatch();
      }
      counts = statement.executeBatch();
    }
    List<Boolean> counted = new ArrayList<>(batch.size());
    List<Finish> owing = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      counted.add(counts[i] == 1);
      if (counts[i] == 1 && batch.get(i).lease().submission().reply() != null) {
        owing.add(batch.get(i));
      }
    }
    oweReplies(connection, owing);
    return counted;
  }

  private static void oweReplies(Connection connection, List<Finish> owing) throws SQLException {
    if (owing.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(OWE_REPLY)) {
      for (Finish finish : owing) {
        Reply reply = finish.lease().submission().reply();
        statement.setObject(1, finish.result().jobId().value());
        statement.setString(2, Documents.writeOptional(reply));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
