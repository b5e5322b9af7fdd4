package io.serai.results;

import io.serai.job.JobId;
import io.serai.job.Result;
import io.serai.store.JobStore;
import io.serai.store.JobView;
import io.serai.store.ObjectStoreException;
import io.serai.store.ResultDocument;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Whoever waits for a result. Thread-safe. */
public final class Completions {

  private final JobStore store;
  private final ConcurrentHashMap<JobId, CompletableFuture<Optional<ResultDocument>>> waiting =
      new ConcurrentHashMap<>();

  private final Consumer<Result> listener;

  /**
   * Waiters for the results of a store.
   *
   * @param store knows results that came about elsewhere
   * @param listener hears every result that comes about here
   */
  public Completions(JobStore store, Consumer<Result> listener) {
    this.store = store;
    this.listener = listener;
  }

  /**
   * The job's result, when it comes; absent when it waits for somebody's approval. Ask before the
   * job is started, or call {@link #check}.
   */
  public CompletableFuture<Optional<ResultDocument>> await(JobId id) {
    return waiting.computeIfAbsent(id, unused -> new CompletableFuture<>());
  }

  /** A result has been stored here: tells those who wait. */
  public void complete(ResultDocument result) {
    listener.accept(result.result());
    tell(result);
  }

  /** Nobody waits here any longer: the hub stops, and results come about on others. */
  public void abandon() {
    waiting.values().forEach(waiter -> waiter.cancel(false));
  }

  private void tell(ResultDocument result) {
    CompletableFuture<Optional<ResultDocument>> waiter = waiting.remove(result.result().jobId());
    if (waiter != null) {
      waiter.complete(Optional.of(result));
    }
  }

  /** A job waits for somebody's approval, and its result may be days away: tells those who wait. */
  public void held(JobId id) {
    CompletableFuture<Optional<ResultDocument>> waiter = waiting.remove(id);
    if (waiter != null) {
      waiter.complete(Optional.empty());
    }
  }

  /**
   * Looks whether an awaited job has finished already or was held, here or on another hub. Who
   * waits for a result that cannot be had whole is told so.
   */
  public void check(JobId id) {
    try {
      store.find(id).ifPresent(this::tell);
    } catch (ObjectStoreException e) {
      CompletableFuture<Optional<ResultDocument>> waiter = waiting.remove(id);
      if (waiter != null) {
        waiter.completeExceptionally(e);
      }
    }
  }

  private void tell(JobView job) {
    Result result = job.result();
    if (result != null) {
      tell(ResultDocument.of(result));
    } else if (job.waitsForApproval()) {
      held(job.id());
    }
  }

  /** The jobs somebody waits for. */
  public Set<JobId> awaited() {
    return Set.copyOf(waiting.keySet());
  }
}
