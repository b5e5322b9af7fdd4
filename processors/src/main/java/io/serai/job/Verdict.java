package io.serai.job;

import org.jspecify.annotations.Nullable;

/**
 * What moderation says of a job.
 *
 * @param decision allow, flag or block
 * @param rule the rule that decided; absent when nothing objected
 * @param reason the rule's reason; absent when nothing objected
 */
public record Verdict(Decision decision, @Nullable String rule, @Nullable String reason) {

  /** Nothing objected. */
  public static final Verdict ALLOW = new Verdict(Decision.ALLOW, null, null);

  /** The three answers, mildest first. */
  public enum Decision {
    ALLOW,
    FLAG,
    BLOCK
  }
}
