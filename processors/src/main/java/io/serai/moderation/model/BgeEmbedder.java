package io.serai.moderation.model;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import java.util.concurrent.Semaphore;

/** BGE small English 1.5, quantised, on the processor. Nothing is loaded before the first text. */
public final class BgeEmbedder implements Embedder {

  private static final int DIMENSION = 384;
  // ONNX Runtime spreads one text over all cores: more at once would only wait for each other.
  private static final int AT_ONCE = 2;

  private final Semaphore places = new Semaphore(AT_ONCE);

  /** Its class initialiser is what loads the weights and the native library. */
  private static final class Loaded {
    static final EmbeddingModel MODEL = new BgeSmallEnV15QuantizedEmbeddingModel(Runnable::run);
  }

  @Override
  public String name() {
    return "bge-small-en-v1.5-q";
  }

  @Override
  public int dimension() {
    return DIMENSION;
  }

  @Override
  public float[] embed(String text) {
    places.acquireUninterruptibly();
    try {
      return Loaded.MODEL.embed(text).content().vector();
    } finally {
      places.release();
    }
  }
}
