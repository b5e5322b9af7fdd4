package io.serai.policy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Loads the one policy that a machine needs which runs jobs but routes none. */
public final class SandboxPolicyLoader {

  private SandboxPolicyLoader() {}

  /**
   * Loads and checks {@code sandbox.yaml}.
   *
   * @param policies holds the file, and its schema in {@code schema}
   * @throws PolicyException with everything that is wrong
   */
  public static SandboxPolicy load(Path policies) throws PolicyException {
    List<PolicyProblem> problems = new ArrayList<>();
    SandboxPolicy policy =
        new PolicyFile("sandbox", problems)
            .read(
                policies.resolve("sandbox.yaml"),
                policies.resolve("schema/sandbox.schema.json"),
                SandboxPolicy.class);
    if (policy == null || !problems.isEmpty()) {
      throw new PolicyException(problems);
    }
    return policy;
  }
}
