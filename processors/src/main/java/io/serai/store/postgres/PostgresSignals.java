package io.serai.store.postgres;

import io.serai.job.JobId;
import io.serai.store.QueueSignals;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signals by LISTEN and NOTIFY, over a connection of their own that is made again when lost. */
public final class PostgresSignals implements QueueSignals {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresSignals.class);
  private static final String CANCEL = "cancel ";
  private static final int WAIT_MS = 250;
  private static final long RETRY_MS = 1_000;

  private final Database database;

  /** The signals of hubs on the given database. */
  public PostgresSignals(Database database) {
    this.database = database;
  }

  @Override
  public AutoCloseable listen(Listener listener) {
    CountDownLatch closed = new CountDownLatch(1);
    ExecutorService thread = Executors.newSingleThreadExecutor(database.threads());
    thread.execute(() -> listenUntil(closed, listener));
    return () -> {
      closed.countDown();
      thread.shutdown();
    };
  }

  private void listenUntil(CountDownLatch closed, Listener listener) {
    try {
      do {
        try (Connection connection = database.connect()) {
          hear(connection, closed, listener);
        } catch (SQLException | RuntimeException e) {
          LOG.debug("signals are not heard for a moment", e);
        }
      } while (!closed.await(RETRY_MS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void hear(Connection connection, CountDownLatch closed, Listener listener)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen serai");
    }
    listener.ready();
    PGConnection postgres = connection.unwrap(PGConnection.class);
    while (closed.getCount() > 0) {
      for (PGNotification heard : postgres.getNotifications(WAIT_MS)) {
        tell(heard.getParameter(), listener);
      }
    }
  }

  private static void tell(String signal, Listener listener) {
    if (signal.startsWith(CANCEL)) {
      listener.cancelled(new JobId(UUID.fromString(signal.substring(CANCEL.length()))));
    } else {
      listener.ready();
    }
  }
}
