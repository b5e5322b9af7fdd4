package io.serai.store.postgres;

import io.serai.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
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

  /** Writes a batch in the connection's open transaction, and answers in the same order. */
  interface Writer<T, R> {
    List<R> write(Connection connection, List<T> batch) throws SQLException;
  }

  private static final int MAX_BATCH = 128;
  private static final int MAX_WAITING = 10_000;

  private record Item<T, R>(T value, CompletableFuture<R> answer) {}

  private final String name;
  private final DataSource dataSource;
  private final Writer<T, R> writer;
  private final BlockingQueue<Item<T, R>> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final ExecutorService thread;
  private volatile boolean closed;

  GroupCommit(String name, DataSource dataSource, Writer<T, R> writer) {
    this.name = name;
    this.dataSource = dataSource;
    this.writer = writer;
    this.thread = Executors.newSingleThreadExecutor(task -> daemon(name, task));
    thread.execute(this::writeUntilClosed);
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

  private void writeBatch(List<Item<T, R>> batch) {
    List<R> answers;
    try {
      answers = transact(batch);
    } catch (SQLException | RuntimeException e) {
      if (batch.size() == 1) {
        batch.get(0).answer().completeExceptionally(new StoreException(failure(e), e));
      } else {
        // One bad item must not fail its neighbours.
        batch.forEach(item -> writeBatch(List.of(item)));
      }
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).answer().complete(answers.get(i));
    }
  }

  private List<R> transact(List<Item<T, R>> batch) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        List<R> answers = writer.write(connection, batch.stream().map(Item::value).toList());
        connection.commit();
        return answers;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private String failure(Exception e) {
    return name + " store failed to write; " + e.getMessage();
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

  private static Thread daemon(String name, Runnable task) {
    Thread thread = Executors.defaultThreadFactory().newThread(task);
    thread.setName("store-" + name);
    thread.setDaemon(true);
    return thread;
  }
}
