package io.serai.store;

import io.serai.job.JobId;
import io.serai.job.Lease;

/** What became of a job that was offered to the store. */
public sealed interface Acceptance {

  /** The job that the sender's job now is: its own, or the one it repeats. */
  JobId jobId();

  /** It is stored, and this hub holds the lease. */
  record Leased(Lease lease) implements Acceptance {
    @Override
    public JobId jobId() {
      return lease.job().id();
    }
  }

  /** It is stored, and waits for any hub to lease it, at once or when its time comes. */
  record Queued(JobId jobId, boolean forLater) implements Acceptance {}

  /** The tenant sent it before, by id or idempotency key. */
  record Duplicate(JobId jobId) implements Acceptance {}

  /** The tenant's key belongs to another job of its own, which asks for something else. */
  record KeyReused(JobId jobId) implements Acceptance {}

  /** Its id belongs to somebody else's job. */
  record IdTaken(JobId jobId) implements Acceptance {}
}
