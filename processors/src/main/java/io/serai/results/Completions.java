package io.serai.results;

import io.serai.job.JobId;
import io.serai.job.Result;
import io.serai.store.JobStore;
import io.serai.store.JobView;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Whoever waits for a result. Thread-safe. */
public final class Completions {

  private final JobStore store;
  private final ConcurrentHashMap<JobId, CompletableFuture<Result>> waiting =
      new ConcurrentHashMap<>();

  /** Waiters for the results of the given store. */
  public Completions(JobStore store) {
    this.store = store;
  }

  /** The job's result, when it comes. Ask before the job is started, or call {@link #check}. */
  public CompletableFuture<Result> await(JobId id) {
    return waiting.computeIfAbsent(id, unused -> new CompletableFuture<>());
  }

  /** Tells those who wait. */
  public void complete(Result result) {
    CompletableFuture<Result> waiter = waiting.remove(result.jobId());
    if (waiter != null) {
      waiter.complete(result);
    }
  }

  /** Looks whether an awaited job has already finished, here or on another hub. */
  public void check(JobId id) {
    store.find(id).map(JobView::result).ifPresent(this::complete);
  }

  /** The jobs somebody waits for. */
  public Set<JobId> awaited() {
    return Set.copyOf(waiting.keySet());
  }

  /** Nobody waits for this job any more. */
  public void forget(JobId id) {
    waiting.remove(id);
  }
}
