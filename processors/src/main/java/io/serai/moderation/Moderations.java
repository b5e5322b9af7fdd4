package io.serai.moderation;

import io.serai.moderation.model.Models;
import io.serai.policy.ModerationPolicy;
import java.util.ArrayList;
import java.util.List;

/** The moderations of the policies asked for last, made ready once each. Thread-safe. */
public final class Moderations {

  /** The one in force, and a few that jobs are run again under. */
  private static final int MOST = 4;

  private final Models models;

  /** INVARIANT: never changed in place. */
  private volatile List<Ready> latest = List.of();

  /** A policy as it was asked for, and the moderation by it. */
  private record Ready(ModerationPolicy policy, Moderation moderation) {}

  /** Moderations that may ask these models. */
  public Moderations(Models models) {
    this.models = models;
  }

  /** Moderation by a policy. */
  @SuppressWarnings("ReferenceEquality") // At every job: a policy is long to compare.
  public Moderation by(ModerationPolicy policy) {
    for (Ready each : latest) {
      if (each.policy() == policy) {
        return each.moderation();
      }
    }
    return learn(policy);
  }

  private synchronized Moderation learn(ModerationPolicy policy) {
    // What was read anew, because another file was edited, is often the same as before.
    Moderation moderation =
        latest.stream()
            .filter(each -> each.policy().equals(policy))
            .findFirst()
            .map(Ready::moderation)
            .orElseGet(() -> new Moderation(policy, models));
    List<Ready> more = new ArrayList<>(List.of(new Ready(policy, moderation)));
    latest.stream().limit(MOST - 1).forEach(more::add);
    latest = List.copyOf(more);
    return moderation;
  }
}
