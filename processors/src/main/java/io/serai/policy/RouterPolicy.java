package io.serai.policy;

import io.serai.job.Isolation;
import io.serai.job.Language;
import java.util.List;
import java.util.Map;

/**
 * The targets there are, and what makes one better than another.
 *
 * @param targets unique by name
 * @param weights of the score
 */
public record RouterPolicy(List<Target> targets, Weights weights) {

  public RouterPolicy {
    targets = List.copyOf(targets);
  }

  /**
   * Somewhere a job can run.
   *
   * @param name unique
   * @param endpoint the kamelet that sends there
   * @param provider the sandbox provider there
   * @param cloud the cloud it is in
   * @param region the region it is in
   * @param isolation how strongly it separates jobs
   * @param images the images of each language it runs; the first is for jobs that ask for none
   * @param capacity how many jobs it takes at once
   * @param preference 0 to 10, higher is better
   */
  public record Target(
      String name,
      String endpoint,
      String provider,
      String cloud,
      String region,
      Isolation isolation,
      Map<Language, List<String>> images,
      int capacity,
      double preference) {

    public Target {
      images = Map.copyOf(images);
    }
  }

  /**
   * What counts how much; the lowest score wins.
   *
   * @param price of the most the job may use, in currency units
   * @param load of the share of a target's places that are taken, 0 to 1
   * @param preference of the target's preference, subtracted
   */
  public record Weights(double price, double load, double preference) {}
}
