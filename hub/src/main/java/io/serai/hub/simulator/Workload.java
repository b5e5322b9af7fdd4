package io.serai.hub.simulator;

import java.util.List;
import java.util.SplittableRandom;

/** Draws one job after the other: the same ones for every strategy. */
final class Workload {

  private final SplittableRandom random;
  private final double meanGapMicros;
  private final List<JobClass> classes;
  private final List<Double> images;
  private final int hubs;

  private int hub;
  private int jobClass;
  private int image;
  private long workMicros;

  Workload(Scenario scenario, double perSecond) {
    random = new SplittableRandom(scenario.seed());
    meanGapMicros = 1e6 / perSecond;
    classes = scenario.load().classes();
    images = scenario.warmth().images();
    hubs = scenario.hubs();
  }

  /** Draws the next job, and gives the time from the one before. */
  long next() {
    hub = random.nextInt(hubs);
    jobClass = drawClass();
    image = drawImage();
    workMicros = classes.get(jobClass).drawMicros(random);
    return Math.round(meanGapMicros * JobClass.exponential(random));
  }

  int hub() {
    return hub;
  }

  int jobClass() {
    return jobClass;
  }

  int image() {
    return image;
  }

  long workMicros() {
    return workMicros;
  }

  private int drawClass() {
    double left = random.nextDouble();
    for (int i = 0; i < classes.size(); i++) {
      left -= classes.get(i).share();
      if (left < 0) {
        return i;
      }
    }
    return classes.size() - 1;
  }

  private int drawImage() {
    double left = random.nextDouble();
    for (int i = 0; i < images.size(); i++) {
      left -= images.get(i);
      if (left < 0) {
        return i;
      }
    }
    return images.size() - 1;
  }
}
