package io.serai.job;

/**
 * Why a job was refused or stopped, in words for people and a code for programs.
 *
 * @param stage the stage that decided
 * @param code stable, lower-case-with-dashes
 * @param rule the policy rule that decided, or the code again where no rule has a name
 * @param message what was wrong and what would be right
 */
public record Reason(String stage, String code, String rule, String message) {

  /** A reason that no named rule stands behind. */
  public static Reason of(String stage, String code, String message) {
    return new Reason(stage, code, code, message);
  }
}
