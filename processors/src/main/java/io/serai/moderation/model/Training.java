package io.serai.moderation.model;

import io.serai.job.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** Makes models of examples. The same examples over the same embedding give the same model. */
public final class Training {

  /** The natural one of a logistic regression: more likely than not. */
  private static final double THRESHOLD = 0.5;

  private static final int BUCKETS = 1 << 15;

  private final Embedder embedder;
  private final int width;

  /** Trains over this embedding. */
  public Training(Embedder embedder) {
    this.embedder = embedder;
    this.width = embedder.dimension() + BUCKETS;
  }

  /**
   * Trains a model and measures it by cross-validation.
   *
   * @param category what it is to look for
   * @param corpus what it is trained on and judged by
   * @param extra what it is only trained on
   * @throws IllegalArgumentException when there are not both sorts of examples
   */
  public ModelFile train(String category, List<Example> corpus, List<Example> extra) {
    if (corpus.stream().allMatch(Example::bad) || corpus.stream().noneMatch(Example::bad)) {
      throw new IllegalArgumentException(
          "corpus for '" + category + "' has examples of one label only; both are required");
    }
    List<Example> all = new ArrayList<>(corpus);
    all.addAll(extra);
    List<Seen> rows = all.stream().map(each -> Seen.of(each, embedder, BUCKETS)).toList();
    Measured measured = new CrossValidation(rows, corpus.size(), width).measure(THRESHOLD);
    LinearHead head = head(rows, width);
    byte[] weights = ModelFile.bytes(head.weights());
    return new ModelFile(
        ModelFile.FORMAT,
        category,
        embedder.name(),
        embedder.dimension(),
        BUCKETS,
        THRESHOLD,
        head.bias(),
        Base64.getEncoder().encodeToString(weights),
        Sha256.hex(weights),
        digest(all),
        measured);
  }

  static LinearHead head(List<Seen> rows, int width) {
    return LinearHead.train(
        rows.stream().map(Seen::whole).toList(),
        rows.stream().map(row -> row.example().bad()).toList(),
        width);
  }

  private static String digest(List<Example> examples) {
    StringBuilder text = new StringBuilder();
    for (Example each : examples) {
      text.append(each.label()).append('\0').append(each.text()).append('\0');
      text.append(Objects.requireNonNullElse(each.group(), "")).append('\0');
    }
    return Sha256.hex(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
