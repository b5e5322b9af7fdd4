package io.serai.moderation;

import io.serai.job.Finding;
import io.serai.job.Job;
import io.serai.moderation.model.Classifier;
import io.serai.moderation.model.Classifier.Score;
import io.serai.moderation.model.Embedder;
import io.serai.moderation.model.Models;
import io.serai.moderation.model.Remembering;
import io.serai.policy.ModerationPolicy.Field;
import io.serai.policy.ModerationPolicy.Model;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Asks the trained models that a policy names about the natural language in a job: as it was sent,
 * once.
 */
final class ModelRules {

  /** Under this name it is told that a text was not read, or not whole. */
  static final String DETECTOR = "models";

  /** A text takes up to some seconds of a processor: more of them are not read. */
  private static final int MOST_TEXTS = 4;

  private record Asked(Classifier classifier, double threshold, Set<Field> in) {}

  private final List<Asked> asked = new ArrayList<>();
  private final Set<Field> fields = EnumSet.noneOf(Field.class);
  private final Embedder embedder;

  /** Those of a policy, by what they look for. */
  ModelRules(Map<String, Model> rules, Models models) {
    this.embedder = models.embedder();
    new TreeMap<>(rules)
        .forEach(
            (category, rule) -> {
              Classifier classifier = models.of(category);
              Double threshold = rule.threshold();
              asked.add(
                  new Asked(
                      classifier,
                      threshold == null ? classifier.threshold() : threshold,
                      rule.in()));
              fields.addAll(rule.in());
            });
  }

  boolean isEmpty() {
    return asked.isEmpty();
  }

  List<Finding> find(Job job) {
    List<Finding> findings = new ArrayList<>();
    List<Wording> texts = Wording.of(job, fields);
    for (int i = 0; i < texts.size(); i++) {
      Wording text = texts.get(i);
      if (i < MOST_TEXTS) {
        findings.addAll(find(text));
      }
      if (i >= MOST_TEXTS || !Classifier.readsWhole(text.text())) {
        findings.add(text.unread(DETECTOR));
      }
    }
    return findings;
  }

  private List<Finding> find(Wording text) {
    List<Finding> findings = new ArrayList<>();
    Embedder remembering = new Remembering(embedder);
    for (Asked each : asked) {
      if (each.in().contains(Field.of(text.field()))) {
        Score score = each.classifier().score(text.text(), remembering);
        if (score.probability() >= each.threshold()) {
          String category = each.classifier().category();
          findings.add(
              text.found(
                  Model.detector(category),
                  category,
                  score.probability(),
                  score.start(),
                  score.end()));
        }
      }
    }
    return findings;
  }
}
