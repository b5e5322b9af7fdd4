package io.serai.job;

/**
 * Something that moderation found in a job.
 *
 * @param detector the rule or the model that found it
 * @param category what sort of thing it is: {@code prompt-injection}, {@code secret}, …
 * @param severity how bad it is
 * @param score how sure the detector is, 0 to 1; a rule is always sure
 * @param field where it is: {@code code}, {@code stdin} or {@code files/0}
 * @param start where in that field it begins, in UTF-16 units of the text as it was sent
 * @param end where it ends, exclusive
 */
public record Finding(
    String detector,
    String category,
    Severity severity,
    double score,
    String field,
    int start,
    int end) {

  public Finding {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score '" + score + "' is no share; allowed: 0 to 1");
    }
    if (start < 0 || end < start) {
      throw new IllegalArgumentException(
          "span '" + start + "–" + end + "' is no span; allowed: 0 ≤ start ≤ end");
    }
  }
}
