package io.serai.fleet;

import static java.util.stream.Collectors.joining;

import io.serai.job.Deferred;
import io.serai.job.Reason;
import io.serai.job.Refused;
import java.util.List;

/**
 * Where a job may be sent, and why not elsewhere.
 *
 * @param jobClass the class of the policy that it was weighed as
 * @param choices the places that were compared, best first
 * @param excluded the targets left out
 * @param hedgeAfterMs after how long 95 of 100 jobs of its class have been answered
 */
public record Decision(
    String jobClass, List<Choice> choices, List<Exclusion> excluded, double hedgeAfterMs) {

  public Decision {
    choices = List.copyOf(choices);
    excluded = List.copyOf(excluded);
  }

  /**
   * Makes sure that there is somewhere to go.
   *
   * @throws Refused when no target may ever take the job, with the objection to each
   * @throws Deferred when one may, but none can now
   */
  public void requireChoice() {
    if (!choices.isEmpty()) {
      return;
    }
    String objections = excluded.stream().map(Exclusion::toString).collect(joining("; "));
    if (excluded.stream().anyMatch(Exclusion::passing)) {
      throw new Deferred(
          Reason.of("router", "no-capacity", "no target can take this job now; " + objections));
    }
    throw Refused.by("router", "no-target", "no target can take this job; " + objections);
  }
}
