package io.serai.results;

import io.serai.job.Cost;
import io.serai.job.JobId;
import io.serai.job.Reason;
import io.serai.job.Result;
import io.serai.job.Status;
import io.serai.job.Usage;
import java.util.List;
import java.util.Map;

/** The results of jobs that were ended without a run, or whose run nobody knows anything of. */
public final class Unrun {

  private Unrun() {}

  /** Such a result. */
  public static Result result(
      JobId id,
      Status status,
      Reason reason,
      Cost nothing,
      String traceId,
      Map<String, String> labels) {
    return new Result(
        id,
        status,
        null,
        null,
        null,
        "",
        "",
        false,
        null,
        null,
        List.of(),
        List.of(),
        Usage.NONE,
        nothing,
        null,
        null,
        List.of(),
        reason,
        null,
        null,
        List.of(),
        traceId,
        labels);
  }
}
