package io.serai.router;

import io.serai.fleet.Choice;
import io.serai.fleet.Score;
import io.serai.job.Job;
import io.serai.job.Placement;
import io.serai.policy.PriceList;
import io.serai.policy.RouterPolicy.Target;
import io.serai.policy.RouterPolicy.Weights;

/**
 * What speaks for and against a node, for one job.
 *
 * @param job the job
 * @param weights of its class
 * @param prices what running costs
 * @param expectedMs how long a job of its class runs, milliseconds
 * @param now {@link System#nanoTime()}
 */
record Scoring(Job job, Weights weights, PriceList prices, double expectedMs, long now) {

  private static final double MILLIS = 1e3;

  Choice choice(Target target, String image, Node node) {
    Placement placement =
        new Placement(
            target.name(),
            target.cloud(),
            target.region(),
            target.provider(),
            image,
            target.isolation(),
            target.isHub() ? null : node.name());
    return new Choice(
        placement, target.recipient(), node.address(), score(target, image, node), node, null);
  }

  private Score score(Target target, String image, Node node) {
    double runMs = expectedMs * node.slowness(now);
    double startMs = node.warm(target.provider(), image, job.language()) ? 0 : target.coldStartMs();
    double seconds = (node.overheadMs(now, target.distanceMs()) + startMs + runMs) / MILLIS;
    double price = prices.expected(target.name(), runMs, job.limits().memoryMb());
    double load = node.load();
    double total =
        weights.latency() * seconds
            + weights.price() * price
            + weights.load() * load
            - weights.preference() * target.preference();
    return new Score(total, seconds, price, load, target.preference());
  }
}
