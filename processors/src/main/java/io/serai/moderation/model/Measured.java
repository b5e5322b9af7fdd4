package io.serai.moderation.model;

/**
 * What repeated, grouped cross-validation found; means over the repetitions.
 *
 * @param examples how many were held back once in each repetition
 * @param repetitions each with other folds
 * @param precision of all objections, the share that was right
 * @param recall of all that should be objected to, the share that was
 * @param f1 the harmonic mean of the two
 * @param f1Spread the standard deviation of F1 over the repetitions
 * @param falsePositiveRate of all harmless texts, the share objected to
 */
public record Measured(
    int examples,
    int repetitions,
    double precision,
    double recall,
    double f1,
    double f1Spread,
    double falsePositiveRate) {}
