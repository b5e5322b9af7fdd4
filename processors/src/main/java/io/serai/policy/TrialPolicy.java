package io.serai.policy;

import java.nio.file.Path;

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
    return PolicyFile.alone("router", file, policies, RouterPolicy.class);
  }

  /**
   * Reads a moderation policy by itself.
   *
   * @param file the policy
   * @param policies where the schemas are, in {@code schema}
   * @throws PolicyException with everything that is wrong
   */
  public static ModerationPolicy moderation(Path file, Path policies) throws PolicyException {
    return PolicyFile.alone("moderation", file, policies, ModerationPolicy.class);
  }

  /**
   * Reads a pricing policy by itself; whether its targets exist is not asked.
   *
   * @param file the policy
   * @param policies where the schemas are, in {@code schema}
   * @throws PolicyException with everything that is wrong
   */
  public static PricingPolicy pricing(Path file, Path policies) throws PolicyException {
    return PolicyFile.alone(
        "pricing",
        file,
        policies,
        PricingPolicy.class,
        (policy, read) -> new PricingCheck(policy, read).checkOrder());
  }
}
