package io.serai.moderation.model;

import java.util.List;

/**
 * An example with its features, worked out once for all folds.
 *
 * @param example the example
 * @param whole the features of its whole text, which is trained on
 * @param windows the features of each window, which are judged
 */
record Seen(Example example, Features whole, List<Features> windows) {

  static Seen of(Example example, Embedder embedder, int buckets) {
    List<Features> windows =
        Window.of(example.text()).stream()
            .map(each -> Features.of(each.in(example.text()), embedder, buckets))
            .toList();
    // The first window of a short text is the whole of it; a long one is known by its beginning.
    return new Seen(example, windows.get(0), windows);
  }

  double probability(LinearHead head) {
    return windows.stream().mapToDouble(head::probability).max().orElse(0);
  }
}
