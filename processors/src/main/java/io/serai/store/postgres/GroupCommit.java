package io.serai.store.postgres;

import io.serai.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Writes what many threads submit in shared transactions: while one commit waits for the disk, the
 * next batch gathers. An item alone is written at once.
 *
 * @param <T> what is written
 * @param <R> what the writer answers for each
 */
final class GroupCommit<T, R> implements AutoCloseable {

  /** Writes a batch with one statement, which is its transaction, and answers in the same order. */
  interface Writer<T, R> {
    List<R> write(Connection connection, List<T> batch) throws SQLException;

    /**
     * Writes items once more, of which an earlier try may have been committed: its connection broke
     * before it said so.
     */
    default List<R> rewrite(Connection connection, List<T> batch) throws SQLException {
      return write(connection, batch);
    }
  }

  private interface Try<T, R> {
    List<R> of(Connection connection, List<T> batch) throws SQLException;
  }

  private static final int MAX_BATCH = 2_048;
  private static final int MAX_WAITING = 10_000;
  private static final long RETRY_MS = 250;

  private record Item<T, R>(T value, CompletableFuture<R> answer) {}

  private final String name;
  private final Duration linger;
  private final DataSource dataSource;
  private final Writer<T, R> writer;
  private final BlockingQueue<Item<T, R>> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final ExecutorService thread;
  private final boolean persistent;
  private volatile boolean closed;

  /**
   * A writer of batches.
   *
   * @param name for messages
   * @param linger how long the first item of a batch waits for others; nothing where somebody waits
   *     for the answer
   * @param database where to
   * @param writer how
   */
  GroupCommit(String name, Duration linger, Database database, Writer<T, R> writer) {
    this(name, linger, database, writer, false);
  }

  private GroupCommit(
      String name, Duration linger, Database database, Writer<T, R> writer, boolean persistent) {
    this.persistent = persistent;
    this.name = name;
    this.linger = linger;
    this.dataSource = database.writers();
    this.writer = writer;
    this.thread = Executors.newSingleThreadExecutor(database.threads());
    thread.execute(this::writeUntilClosed);
  }

  /**
   * A writer that nobody can ask a second time: while the database is away it holds on to what it
   * has, and the answers are late instead of failures. What it writes may be written twice.
   */
  static <T, R> GroupCommit<T, R> persistent(String name, Database database, Writer<T, R> writer) {
    return new GroupCommit<>(name, Duration.ZERO, database, writer, true);
  }

  /** Submits an item; the answer comes once it is durable. */
  CompletableFuture<R> submit(T value) {
    CompletableFuture<R> answer = new CompletableFuture<>();
    if (closed || !waiting.offer(new Item<>(value, answer))) {
      answer.completeExceptionally(
          new StoreException(
              name + " store " + (closed ? "is closed" : "is full; try again in a second")));
    }
    return answer;
  }

  private void writeUntilClosed() {
    while (!closed || !waiting.isEmpty()) {
      try {
        Item<T, R> first = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          linger();
          List<Item<T, R>> batch = new ArrayList<>();
          batch.add(first);
          waiting.drainTo(batch, MAX_BATCH - 1);
          writeBatch(batch);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void linger() throws InterruptedException {
    if (!linger.isZero() && !closed) {
      TimeUnit.MILLISECONDS.sleep(linger.toMillis());
    }
  }

  private void writeBatch(List<Item<T, R>> batch) throws InterruptedException {
    try {
      answer(batch, writer::write);
    } catch (SQLException | RuntimeException e) {
      if (Failures.isUnconnected(e)) {
        fail(batch, e);
      } else {
        writeEachAgain(batch);
      }
    }
  }

  /**
   * One bad item must not fail its neighbours, nor a connection that broke those it had written.
   */
  private void writeEachAgain(List<Item<T, R>> batch) throws InterruptedException {
    for (int i = 0; i < batch.size(); i++) {
      List<Item<T, R>> one = batch.subList(i, i + 1);
      try {
        answer(one, writer::rewrite);
      } catch (SQLException | RuntimeException e) {
        if (Failures.isUnconnected(e)) {
          fail(batch.subList(i, batch.size()), e);
          return;
        }
        fail(one, e);
      }
    }
  }

  private void answer(List<Item<T, R>> batch, Try<T, R> write)
      throws SQLException, InterruptedException {
    List<R> answers = persistent ? persist(batch, write) : transact(batch, write);
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).answer().complete(answers.get(i));
    }
  }

  private List<R> persist(List<Item<T, R>> batch, Try<T, R> write)
      throws SQLException, InterruptedException {
    Try<T, R> next = write;
    while (true) {
      try {
        return transact(batch, next);
      } catch (SQLException e) {
        if (closed || !Outage.causes(e)) {
          throw e;
        }
        next = writer::rewrite;
        TimeUnit.MILLISECONDS.sleep(RETRY_MS);
      }
    }
  }

  private List<R> transact(List<Item<T, R>> batch, Try<T, R> write) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return write.of(connection, batch.stream().map(Item::value).toList());
    }
  }

  private void fail(List<Item<T, R>> batch, Exception e) {
    RuntimeException failure = Failures.of(name + " store failed to write", e);
    batch.forEach(item -> item.answer().completeExceptionally(failure));
  }

  /** Writes what waits, then stops. */
  @Override
  public void close() {
    closed = true;
    thread.shutdown();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
