package io.serai.policy;

import java.nio.file.Path;

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
    Path file = policies.resolve("sandbox.yaml");
    return PolicyFile.alone("sandbox", file, policies, SandboxPolicy.class);
  }
}
