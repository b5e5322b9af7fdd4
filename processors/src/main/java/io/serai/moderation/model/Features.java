package io.serai.moderation.model;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a linear model sees of a text: the embedding, and beside it the character n-grams of its
 * words, hashed. The n-grams carry languages and spellings that the embedding was not made for.
 */
final class Features {

  private static final int SHORTEST = 2;
  private static final int LONGEST = 5;

  /** Longer words are no words; only their beginning is looked at. */
  private static final int LONGEST_WORD = 64;

  private final int[] index;
  private final float[] value;

  /** The places that are not 0, ascending, and what is there. */
  private Features(int[] index, float[] value) {
    this.index = index;
    this.value = value;
  }

  static Features of(String text, Embedder embedder, int buckets) {
    String seen = text.isBlank() ? "." : text;
    float[] meaning = embedder.embed(seen);
    Map<Integer, Integer> grams = grams(seen, buckets);
    int[] index = new int[meaning.length + grams.size()];
    float[] value = new float[index.length];
    double norm = Math.sqrt(grams.values().stream().mapToDouble(n -> weight(n) * weight(n)).sum());
    for (int i = 0; i < meaning.length; i++) {
      index[i] = i;
      value[i] = meaning[i];
    }
    int at = meaning.length;
    for (Map.Entry<Integer, Integer> gram : grams.entrySet()) {
      index[at] = meaning.length + gram.getKey();
      value[at] = (float) (weight(gram.getValue()) / norm);
      at++;
    }
    return new Features(index, value);
  }

  double dot(float[] weights) {
    double sum = 0;
    for (int i = 0; i < index.length; i++) {
      sum += (double) value[i] * weights[index[i]];
    }
    return sum;
  }

  int size() {
    return index.length;
  }

  int index(int at) {
    return index[at];
  }

  float value(int at) {
    return value[at];
  }

  private static double weight(int count) {
    return 1 + Math.log(count);
  }

  private static Map<Integer, Integer> grams(String text, int buckets) {
    Map<Integer, Integer> counts = new TreeMap<>();
    for (String word : text.toLowerCase(Locale.ROOT).split("\\s+", -1)) {
      String padded = " " + word.substring(0, Math.min(word.length(), LONGEST_WORD)) + " ";
      for (int length = SHORTEST; length <= LONGEST; length++) {
        for (int from = 0; from + length <= padded.length(); from++) {
          counts.merge(bucket(padded, from, length, buckets), 1, Integer::sum);
        }
      }
    }
    return counts;
  }

  /** FNV-1a over UTF-16 units, folded: the same on every machine. */
  private static int bucket(String text, int from, int length, int buckets) {
    int hash = 0x811c9dc5;
    for (int i = from; i < from + length; i++) {
      hash = (hash ^ text.charAt(i)) * 0x01000193;
    }
    return Math.floorMod(hash ^ (hash >>> 15), buckets);
  }
}
