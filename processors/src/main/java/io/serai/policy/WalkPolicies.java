package io.serai.policy;

import io.serai.job.Reason;
import io.serai.job.Refused;
import java.time.Instant;
import java.util.function.Function;

/**
 * The policies that one walk goes by, from its first stage to its last. A job that is run again
 * under policies of before has their decisions, and must pass those in force as well: nobody gets
 * round a rule by an old policy.
 *
 * @param deciding whose decisions the job gets
 * @param inForce those of now; the same, unless the job asked for others
 */
public record WalkPolicies(Policies deciding, Policies inForce) {

  /** Of a job that asked for no others. */
  public static WalkPolicies of(Policies inForce) {
    return new WalkPolicies(inForce, inForce);
  }

  /** Whether the policies in force are to be asked as well. */
  public boolean areKept() {
    return !deciding.equals(inForce);
  }

  /** What the router goes by, at the prices of a moment. */
  public Routing routing(Instant moment) {
    Routing now = new Routing(inForce.router(), inForce.pricing().at(moment));
    return areKept() ? new Routing(deciding.router(), deciding.pricing().at(moment), now) : now;
  }

  /**
   * What the policies in force decide.
   *
   * @throws Refused as they refuse it, saying that they do
   */
  public <T> T now(Function<Policies, T> decision) {
    try {
      return decision.apply(inForce);
    } catch (Refused refused) {
      Reason why = refused.reason();
      throw new Refused(
          new Reason(
              why.stage(),
              why.code(),
              why.rule(),
              "by the policies in force now, " + why.message()));
    }
  }
}
