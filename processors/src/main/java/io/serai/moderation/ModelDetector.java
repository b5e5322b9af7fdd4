package io.serai.moderation;

import io.serai.job.Finding;
import io.serai.job.Severity;
import io.serai.moderation.model.Classifier;
import io.serai.moderation.model.Classifier.Score;
import java.util.List;

/** Asks a trained classifier about a passage that is natural language. */
final class ModelDetector implements Detector {

  private final Classifier classifier;
  private final double threshold;

  /**
   * Finds what the classifier thinks at least this likely.
   *
   * @param threshold 0 to 1
   */
  ModelDetector(Classifier classifier, double threshold) {
    this.classifier = classifier;
    this.threshold = threshold;
  }

  @Override
  public List<Finding> find(Passage passage) {
    if (!Prose.isProse(passage.text())) {
      return List.of();
    }
    Score score = classifier.score(passage.text());
    if (score.probability() < threshold) {
      return List.of();
    }
    return List.of(
        new Finding(
            "model-" + classifier.category(),
            classifier.category(),
            Severity.MEDIUM,
            score.probability(),
            passage.field(),
            score.start(),
            score.end()));
  }
}
