package io.serai.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Which images the engine has, asked for at most every few seconds. Thread-safe. */
final class ImageCache {

  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);

  private record Answer(boolean present, long askedAt) {}

  private final DockerClient engine;
  private final ConcurrentHashMap<String, Answer> answers = new ConcurrentHashMap<>();

  ImageCache(DockerClient engine) {
    this.engine = engine;
  }

  boolean has(String tag) {
    long now = System.nanoTime();
    Answer known = answers.get(tag);
    if (known == null || now - known.askedAt() > FRESH_NANOS) {
      known = new Answer(ask(tag), now);
      answers.put(tag, known);
    }
    return known.present();
  }

  private boolean ask(String tag) {
    try {
      engine.inspectImageCmd(tag).exec();
      return true;
    } catch (RuntimeException e) {
      // No such image, or no engine to ask: readiness says which.
      return false;
    }
  }
}
