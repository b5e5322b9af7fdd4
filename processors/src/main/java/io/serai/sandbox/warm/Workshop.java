package io.serai.sandbox.warm;

import io.serai.sandbox.SandboxException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Makes sandboxes on threads of its own, so that nobody waits too long for one, whatever the engine
 * that makes it does. A maker is never interrupted: it could not clear away what it has half made.
 */
final class Workshop implements AutoCloseable {

  private static final long CLOSE_SECONDS = 10;

  private final Maker maker;
  private final Duration patience;
  private final Consumer<WarmSandbox> late;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * A workshop around a maker.
   *
   * @param patience how long anybody waits for a sandbox
   * @param late takes those that are ready only when nobody waits any more
   */
  Workshop(Maker maker, Duration patience, Consumer<WarmSandbox> late) {
    this.maker = maker;
    this.patience = patience;
    this.late = late;
  }

  /**
   * A new sandbox.
   *
   * @throws SandboxException when it could not be made, or not in time
   */
  WarmSandbox make(Kind kind) throws InterruptedException {
    CompletableFuture<WarmSandbox> made =
        CompletableFuture.supplyAsync(() -> madeBy(maker, kind), threads);
    try {
      return made.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      var unused = made.thenAccept(late);
      throw new SandboxException(
          "sandbox was not ready within " + patience.toMillis() + " ms; see what holds it up", e);
    } catch (InterruptedException e) {
      var unused = made.thenAccept(late);
      throw e;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new SandboxException("sandbox could not be made; " + cause.getMessage(), cause);
    }
  }

  private static WarmSandbox madeBy(Maker maker, Kind kind) {
    try {
      return maker.make(kind);
    } catch (IOException e) {
      throw new CompletionException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  /** Waits for what is being made, within bounds. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
