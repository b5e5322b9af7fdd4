package io.serai.sandbox.warm;

import io.serai.sandbox.StartObserver;
import java.io.IOException;
import java.time.Duration;

/** Tells how long each sandbox took to make. */
record TimedMaker(Maker maker, StartObserver starts) implements Maker {

  @Override
  public WarmSandbox make(Kind kind) throws IOException, InterruptedException {
    long startedAt = System.nanoTime();
    WarmSandbox made = maker.make(kind);
    starts.started(kind.language(), Duration.ofNanos(System.nanoTime() - startedAt));
    return made;
  }
}
