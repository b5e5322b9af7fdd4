package io.serai.moderation.model;

/**
 * Right and wrong answers about a set of texts.
 *
 * @param truePositives rightly objected to
 * @param falsePositives objected to, and harmless
 * @param trueNegatives rightly let pass
 * @param falseNegatives let pass, and not harmless
 */
public record Counts(int truePositives, int falsePositives, int trueNegatives, int falseNegatives) {

  /** Nothing yet. */
  public static final Counts NONE = new Counts(0, 0, 0, 0);

  /** With one more answer. */
  public Counts plus(boolean bad, boolean objected) {
    return new Counts(
        truePositives + (bad && objected ? 1 : 0),
        falsePositives + (!bad && objected ? 1 : 0),
        trueNegatives + (!bad && !objected ? 1 : 0),
        falseNegatives + (bad && !objected ? 1 : 0));
  }

  /** How many answers there are. */
  public int all() {
    return truePositives + falsePositives + trueNegatives + falseNegatives;
  }

  /** Of all objections, the share that was right; NaN when there was none. */
  public double precision() {
    return share(truePositives, falsePositives);
  }

  /** Of all that should be objected to, the share that was; NaN when there was nothing. */
  public double recall() {
    return share(truePositives, falseNegatives);
  }

  /** The harmonic mean of precision and recall; NaN when nothing should be objected to. */
  public double f1() {
    int all = truePositives + falseNegatives;
    return all == 0 ? Double.NaN : share(2 * truePositives, falsePositives + falseNegatives);
  }

  /** Of all harmless texts, the share objected to; NaN when there was none. */
  public double falsePositiveRate() {
    return share(falsePositives, trueNegatives);
  }

  private static double share(int part, int rest) {
    return part + rest == 0 ? Double.NaN : (double) part / (part + rest);
  }
}
