package io.serai.hub;

import io.serai.policy.ModerationPolicy;
import io.serai.policy.Policies;
import io.serai.policy.PolicyException;
import io.serai.policy.PolicyLoader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The policies of a home directory, and others made of them. */
public final class TestPolicies {

  private TestPolicies() {}

  /** Loads the policies of a home. */
  public static PolicyLoader loader(Path home) {
    return new PolicyLoader(
        home.resolve("policies"),
        () -> Kamelets.of(home),
        Set.of("process", "docker", "gvisor"),
        model -> Optional.empty(),
        false);
  }

  /** The policies of a home, with another moderation. */
  public static Policies with(Path home, ModerationPolicy moderation) throws PolicyException {
    Policies all = loader(home).load();
    return new Policies(
        all.texts(),
        moderation,
        all.allowlist(),
        all.approval(),
        all.router(),
        all.pricing(),
        all.sandbox(),
        all.senders(),
        all.webhooks(),
        all.tenants(),
        all.retention());
  }
}
