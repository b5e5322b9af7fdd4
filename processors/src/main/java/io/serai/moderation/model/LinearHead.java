package io.serai.moderation.model;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.List;

/**
 * Logistic regression: one weight for each feature. Its training is convex and draws nothing by
 * lot, so the same examples in the same order give the same weights.
 */
final class LinearHead {

  /** How much is lost by a wrong answer against how much by large weights. */
  private static final double COST = 10;

  private static final double TOLERANCE = 1e-4;

  private final float[] weights;
  private final double bias;

  LinearHead(float[] weights, double bias) {
    this.weights = weights;
    this.bias = bias;
  }

  static LinearHead train(List<Features> rows, List<Boolean> bad, int width) {
    Linear.disableDebugOutput();
    Problem problem = new Problem();
    problem.l = rows.size();
    problem.n = width + 1;
    problem.x = rows.stream().map(row -> nodes(row, width)).toArray(Feature[][]::new);
    problem.y = bad.stream().mapToDouble(each -> each ? 1 : 0).toArray();
    Model model = Linear.train(problem, new Parameter(SolverType.L2R_LR, COST, TOLERANCE));
    // The library's weights speak for the label that it met first.
    double sign = model.getLabels()[0] == 1 ? 1 : -1;
    double[] trained = model.getFeatureWeights();
    float[] weights = new float[width];
    for (int i = 0; i < width; i++) {
      weights[i] = (float) (sign * trained[i]);
    }
    return new LinearHead(weights, sign * trained[width]);
  }

  float[] weights() {
    return weights;
  }

  double bias() {
    return bias;
  }

  double probability(Features features) {
    return 1 / (1 + Math.exp(-features.dot(weights) - bias));
  }

  /** As the library wants it: counted from 1, with a constant at the end. */
  private static Feature[] nodes(Features row, int width) {
    Feature[] nodes = new Feature[row.size() + 1];
    for (int i = 0; i < row.size(); i++) {
      nodes[i] = new FeatureNode(row.index(i) + 1, row.value(i));
    }
    nodes[row.size()] = new FeatureNode(width + 1, 1);
    return nodes;
  }
}
