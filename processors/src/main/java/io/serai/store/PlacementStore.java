package io.serai.store;

import io.serai.fleet.Dispatch;
import io.serai.fleet.RunId;
import io.serai.job.JobId;
import io.serai.job.Lease;
import java.util.List;
import java.util.Optional;

/**
 * Where jobs were sent, and why there. Thread-safe, shared by all hubs.
 *
 * <p>INVARIANT: whatever may have reached a node is here.
 */
public interface PlacementStore {

  /** Notes that a job is about to be sent; returns once that is durable. */
  void sending(Lease lease, Dispatch dispatch);

  /**
   * Notes why there was no answer. That there was one is noted by the {@link TraceStore}, with what
   * else became of a job whose result is stored: before that, another hub must ask the node again.
   *
   * @param outcome the code of why
   * @param message for people
   */
  void ended(RunId runId, String outcome, String message);

  /** The latest sending of a job that has no outcome yet: it may run still. */
  Optional<Dispatch> open(JobId id);

  /** Every sending of a job, in order. */
  List<SentView> sendings(JobId id);

  /** Why a job ran where it did, or what it waits for. */
  PlacementView find(JobId id);
}
