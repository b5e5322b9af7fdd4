package io.serai.moderation.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Repeated cross-validation by groups: every example is judged by a model that has seen neither it
 * nor anything like it. Extra examples are only ever trained on.
 */
final class CrossValidation {

  private static final int FOLDS = 5;
  private static final int REPETITIONS = 5;

  private final List<Seen> rows;
  private final int judged;
  private final int[] groups;
  private final int width;

  /**
   * Over rows of which the first are judged.
   *
   * @param rows the examples to judge, and after them the extra ones
   * @param judged how many are to be judged
   * @param width how many features there are
   */
  CrossValidation(List<Seen> rows, int judged, int width) {
    this.rows = rows;
    this.judged = judged;
    this.groups = Groups.of(rows.stream().map(Seen::example).toList());
    this.width = width;
  }

  Measured measure(double threshold) {
    List<Counts> repetitions = new ArrayList<>();
    for (int seed = 0; seed < REPETITIONS; seed++) {
      repetitions.add(repetition(seed, threshold));
    }
    double f1 = repetitions.stream().mapToDouble(Counts::f1).average().orElseThrow();
    double variance =
        repetitions.stream().mapToDouble(each -> Math.pow(each.f1() - f1, 2)).average().orElse(0);
    return new Measured(
        judged,
        REPETITIONS,
        rounded(repetitions.stream().mapToDouble(Counts::precision).average().orElse(0)),
        rounded(repetitions.stream().mapToDouble(Counts::recall).average().orElse(0)),
        rounded(f1),
        rounded(Math.sqrt(variance)),
        rounded(repetitions.stream().mapToDouble(Counts::falsePositiveRate).average().orElse(0)));
  }

  private Counts repetition(int seed, double threshold) {
    int[] folds = folds(seed);
    Counts counts = Counts.NONE;
    for (int fold = 0; fold < FOLDS; fold++) {
      List<Seen> training = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        if (folds[i] != fold) {
          training.add(rows.get(i));
        }
      }
      LinearHead head = Training.head(training, width);
      for (int i = 0; i < judged; i++) {
        if (folds[i] == fold) {
          Seen row = rows.get(i);
          counts = counts.plus(row.example().bad(), row.probability(head) >= threshold);
        }
      }
    }
    return counts;
  }

  /** The fold of each row: that of its group, so that all hold about as many of each label. */
  private int[] folds(int seed) {
    List<Integer> order = new ArrayList<>(Arrays.stream(groups).distinct().boxed().toList());
    Collections.shuffle(order, new Random(seed));
    Map<Integer, Integer> bad = sizes(true);
    Map<Integer, Integer> good = sizes(false);
    int[][] filled = new int[2][FOLDS];
    Map<Integer, Integer> folds = new HashMap<>();
    for (Integer group : order) {
      int label = bad.getOrDefault(group, 0) > 0 ? 1 : 0;
      int fold = smallest(filled[label]);
      filled[1][fold] += bad.getOrDefault(group, 0);
      filled[0][fold] += good.getOrDefault(group, 0);
      folds.put(group, fold);
    }
    return Arrays.stream(groups).map(group -> folds.getOrDefault(group, 0)).toArray();
  }

  private Map<Integer, Integer> sizes(boolean bad) {
    Map<Integer, Integer> sizes = new HashMap<>();
    for (int i = 0; i < judged; i++) {
      if (rows.get(i).example().bad() == bad) {
        sizes.merge(groups[i], 1, Integer::sum);
      }
    }
    return sizes;
  }

  private static int smallest(int[] sizes) {
    int smallest = 0;
    for (int i = 1; i < sizes.length; i++) {
      if (sizes[i] < sizes[smallest]) {
        smallest = i;
      }
    }
    return smallest;
  }

  private static double rounded(double share) {
    return Double.isNaN(share) ? 0 : Math.round(share * 10_000) / 10_000.0;
  }
}
