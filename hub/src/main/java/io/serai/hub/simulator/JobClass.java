package io.serai.hub.simulator;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Jobs of like length.
 *
 * @param name what they are
 * @param share of all jobs, 0 to 1
 * @param meanSeconds how long they run on a node of speed 1
 * @param squaredVariation variance of that over its squared mean; 1 means exponential, anything
 *     else lognormal
 */
public record JobClass(String name, double share, double meanSeconds, double squaredVariation) {

  /** Many short ones and few long ones, 2 s on average and with a squared variation of 8.75. */
  public static final List<JobClass> MIX =
      List.of(new JobClass("interactive", 0.8, 0.5, 2), new JobClass("batch", 0.2, 8, 2));

  long drawMicros(SplittableRandom random) {
    double seconds = meanSeconds * (squaredVariation == 1 ? exponential(random) : normed(random));
    return Math.max(1, Math.round(seconds * 1e6));
  }

  private double normed(SplittableRandom random) {
    double variance = Math.log1p(squaredVariation);
    return Math.exp(Math.sqrt(variance) * gaussian(random) - variance / 2);
  }

  static double exponential(SplittableRandom random) {
    return -Math.log1p(-random.nextDouble());
  }

  /** By Box and Muller, because how the JDK draws may differ from release to release. */
  private static double gaussian(SplittableRandom random) {
    return Math.sqrt(2 * exponential(random)) * Math.cos(2 * Math.PI * random.nextDouble());
  }
}
