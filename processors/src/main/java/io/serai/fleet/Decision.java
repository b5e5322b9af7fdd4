package io.serai.fleet;

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
}
