package io.serai.router;

import io.serai.fleet.Choice;
import io.serai.fleet.Exclusion;
import io.serai.policy.RouterPolicy.Target;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Draws a few nodes of a target for one job. Used by one thread.
 *
 * <p>INVARIANT: what it allocates depends on the nodes it draws, not on those that are there.
 */
final class Draw {

  private final RandomGenerator random;
  private final int wanted;
  private final Scoring scoring;
  private int full;
  private int silent;
  private int draining;
  private int failing;
  private int unsuited;

  /**
   * Draws so many nodes of each target, as far as there are.
   *
   * @param random says where to begin
   * @param wanted how many
   * @param scoring compares them
   */
  Draw(RandomGenerator random, int wanted, Scoring scoring) {
    this.random = random;
    this.wanted = wanted;
    this.scoring = scoring;
  }

  /**
   * Adds the nodes it draws to the choices.
   *
   * @return why there was none; absent when there was
   */
  @Nullable Exclusion from(Target target, String image, Node[] nodes, List<Choice> choices) {
    full = silent = draining = failing = unsuited = 0;
    int found = 0;
    int count = nodes.length;
    int start = count == 0 ? 0 : random.nextInt(count);
    // A step that has no factor in common with the count comes by every node once.
    int step = count < 3 ? 1 : coprime(count);
    for (int i = 0; i < count && found < wanted; i++) {
      Node node = nodes[(int) ((start + (long) i * step) % count)];
      if (suits(node, target, image)) {
        choices.add(scoring.choice(target, image, node));
        found++;
      }
    }
    return found > 0 ? null : new Exclusion(target.name(), reason(count), true);
  }

  private int coprime(int count) {
    int step = 1 + random.nextInt(count - 1);
    while (greatestCommonDivisor(step, count) != 1) {
      step = step % (count - 1) + 1;
    }
    return step;
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  private boolean suits(Node node, Target target, String image) {
    switch (node.condition(scoring.now())) {
      case FULL -> full++;
      case SILENT -> silent++;
      case DRAINING -> draining++;
      case FAILING -> failing++;
      case READY -> {
        if (node.offers(target.provider(), image, scoring.job().language())) {
          return true;
        }
        unsuited++;
      }
    }
    return false;
  }

  private String reason(int count) {
    if (count == 0) {
      return "has no node";
    }
    StringBuilder reason = new StringBuilder();
    reason.append(count).append(count == 1 ? " node" : " nodes");
    append(reason, full, "full");
    append(reason, silent, "silent");
    append(reason, draining, "draining");
    append(reason, failing, "failing");
    append(reason, unsuited, "without the image");
    return reason.toString();
  }

  private static void append(StringBuilder reason, int count, String word) {
    if (count > 0) {
      reason.append(", ").append(count).append(' ').append(word);
    }
  }
}
