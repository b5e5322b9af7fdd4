package io.serai.hub.node;

import io.serai.fleet.Occupancy;
import io.serai.sandbox.RunObserver;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was heard of a run, and how to stop it. */
final class Heard implements RunObserver {

  private final StringBuilder output = new StringBuilder();
  private final List<Occupancy> told = new CopyOnWriteArrayList<>();
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

  void told(Occupancy occupancy) {
    told.add(occupancy);
  }

  List<Occupancy> told() {
    return told;
  }

  void kill() {
    kill.run();
  }
}
