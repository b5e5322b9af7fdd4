package io.serai.hub.node;

import io.serai.sandbox.RunObserver;
import java.nio.charset.StandardCharsets;

/** What was heard of a run, and how to stop it. */
final class Heard implements RunObserver {

  private final StringBuilder output = new StringBuilder();
  private volatile Runnable kill = () -> {};

  @Override
  public void starting(Runnable how) {
    kill = how;
  }

  @Override
  public synchronized void output(Stream stream, byte[] chunk) {
    output.append(new String(chunk, StandardCharsets.UTF_8));
  }

  synchronized String output() {
    return output.toString();
  }

  void kill() {
    kill.run();
  }
}
