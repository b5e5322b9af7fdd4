package io.serai.fleet;

/**
 * What speaks for and against a choice; the lowest total wins.
 *
 * @param total the weighted sum
 * @param seconds until the answer is expected: the way there, a cold start, the run
 * @param price what the job is expected to cost there, in currency units
 * @param load the share of places that are taken, 0 to 1
 * @param preference of the target, 0 to 10
 */
public record Score(double total, double seconds, double price, double load, double preference) {

  /** Of a place that was not compared with any other. */
  public static final Score NONE = new Score(0, 0, 0, 0, 0);
}
