package io.serai.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What moderation says of a job.
 *
 * @param decision allow, flag or block
 * @param rule the rule that decided; absent when nothing objected
 * @param reason the rule's reason; absent when nothing objected
 * @param findings everything that was found, the one that decided first; absent in verdicts that
 *     were stored before there were findings
 */
public record Verdict(
    Decision decision,
    @Nullable String rule,
    @Nullable String reason,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Finding> findings) {

  /** Nothing objected, and nothing was found. */
  public static final Verdict ALLOW = new Verdict(Decision.ALLOW, null, null, List.of());

  public Verdict {
    findings = findings == null ? List.of() : List.copyOf(findings);
  }

  /** The three answers, mildest first. */
  public enum Decision {
    ALLOW,
    FLAG,
    BLOCK
  }
}
