package io.serai.moderation.model;

/** Turns a text into a vector of what it means. Thread-safe. */
public interface Embedder {

  /** Names the model exactly: weights trained over one embedding mean nothing over another. */
  String name();

  /** How many numbers a vector has. */
  int dimension();

  /** The vector of a text, of length 1. */
  float[] embed(String text);
}
