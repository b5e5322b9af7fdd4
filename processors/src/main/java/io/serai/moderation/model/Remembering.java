package io.serai.moderation.model;

import java.util.HashMap;
import java.util.Map;

/**
 * Remembers the vectors of one text's parts, for several classifiers that look at it one after the
 * other. Of one thread.
 */
public final class Remembering implements Embedder {

  private final Embedder embedder;
  private final Map<String, float[]> vectors = new HashMap<>();

  /** Remembers what the embedder says. */
  public Remembering(Embedder embedder) {
    this.embedder = embedder;
  }

  @Override
  public String name() {
    return embedder.name();
  }

  @Override
  public int dimension() {
    return embedder.dimension();
  }

  @Override
  public float[] embed(String text) {
    return vectors.computeIfAbsent(text, embedder::embed);
  }
}
