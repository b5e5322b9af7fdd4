package io.serai.store;

import io.serai.job.Cost;
import io.serai.job.JobId;
import io.serai.job.Result;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The ledger: one immutable row a charge. Thread-safe. */
public interface CostStore {

  /**
   * Takes a finished job's charges, to be written soon. Storing the same job twice is harmless.
   *
   * @param tenant who pays
   * @param result carries the cost
   * @return comes when they are written, and fails when they are not written yet
   */
  CompletionStage<?> record(String tenant, Result result);

  /**
   * Writes the charges that are in results and not in the ledger, each once, as of the time of its
   * result.
   *
   * @param within how far to look back
   * @return how many jobs' were missing
   */
  int catchUp(Duration within);

  /** What was spent, the most first. */
  List<Spending> spending(Spending.Query query);

  /** A job's charges. */
  List<Cost.Charge> charges(JobId id);
}
