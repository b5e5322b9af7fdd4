package io.serai.moderation.model;

/** Says how likely a text is of one category. Thread-safe. */
public final class Classifier {

  private final ModelFile model;
  private final Embedder embedder;
  private final LinearHead head;

  /**
   * What a classifier says of a text.
   *
   * @param probability of the worst part, 0 to 1
   * @param start where that part begins, in UTF-16 units
   * @param end where it ends, exclusive
   */
  public record Score(double probability, int start, int end) {}

  /**
   * A classifier over an embedding.
   *
   * @throws ModelException when the model was trained over another embedding
   */
  public Classifier(ModelFile model, Embedder embedder) {
    model.requireFit(embedder);
    this.model = model;
    this.embedder = embedder;
    this.head = new LinearHead(model.decodedWeights(), model.bias());
  }

  /** What it looks for: {@code prompt-injection}, {@code toxicity}. */
  public String category() {
    return model.category();
  }

  /** From which probability on it objects, unless somebody sets another. */
  public double threshold() {
    return model.threshold();
  }

  /** Whether no part of so long a text is passed over. */
  public static boolean readsWhole(String text) {
    return text.length() <= Window.MOST * Window.LONGEST;
  }

  /** The score of the worst window of the text. */
  public Score score(String text) {
    return score(text, embedder);
  }

  /** The same, with the vectors of an embedder that stands for the classifier's own. */
  public Score score(String text, Embedder same) {
    Score worst = new Score(0, 0, 0);
    for (Window window : Window.of(text)) {
      Features features = Features.of(window.in(text), same, model.buckets());
      double probability = head.probability(features);
      if (probability >= worst.probability()) {
        worst = new Score(probability, window.start(), window.end());
      }
    }
    return worst;
  }
}
