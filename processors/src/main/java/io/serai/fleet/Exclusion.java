package io.serai.fleet;

/**
 * A target that a job is not sent to.
 *
 * @param target its name
 * @param reason what speaks against it
 * @param passing whether it may take the job later
 */
public record Exclusion(String target, String reason, boolean passing) {

  @Override
  public String toString() {
    return target + ": " + reason;
  }
}
