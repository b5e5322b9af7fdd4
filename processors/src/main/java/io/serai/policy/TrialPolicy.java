package io.serai.policy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads policies that no hub has in force, to try them. */
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
    return read("router", file, policies, RouterPolicy.class);
  }

  /**
   * Reads a moderation policy by itself.
   *
   * @param file the policy
   * @param policies where the schemas are, in {@code schema}
   * @throws PolicyException with everything that is wrong
   */
  public static ModerationPolicy moderation(Path file, Path policies) throws PolicyException {
    return read("moderation", file, policies, ModerationPolicy.class);
  }

  private static <T> T read(String name, Path file, Path policies, Class<T> type)
      throws PolicyException {
    List<PolicyProblem> problems = new ArrayList<>();
    T policy =
        new PolicyFile(name, problems)
            .read(file, policies.resolve("schema/" + name + ".schema.json"), type);
    if (policy == null) {
      throw new PolicyException(problems);
    }
    return policy;
  }
}
