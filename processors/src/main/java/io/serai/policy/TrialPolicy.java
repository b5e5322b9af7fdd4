package io.serai.policy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a router policy that no hub has in force, to try it. */
public final class TrialPolicy {

  private TrialPolicy() {}

  /**
   * Reads a router policy by itself; whether its endpoints exist is not asked.
   *
   * @param file the policy
   * @param policies where the schemas are, in {@code schema}
   * @throws PolicyException with everything that is wrong
   */
  public static RouterPolicy router(Path file, Path policies) throws PolicyException {
    List<PolicyProblem> problems = new ArrayList<>();
    RouterPolicy policy =
        new PolicyFile("router", problems)
            .read(file, policies.resolve("schema/router.schema.json"), RouterPolicy.class);
    if (policy == null) {
      throw new PolicyException(problems);
    }
    return policy;
  }
}
