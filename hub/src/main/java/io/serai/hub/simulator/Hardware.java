package io.serai.hub.simulator;

import java.util.List;
import java.util.SplittableRandom;

/** The nodes as they were built: which cloud, how fast. */
final class Hardware {

  private final List<Cloud> clouds;
  private final int capacity;
  private final double[] speeds;

  Hardware(Scenario.Machines machines, long seed) {
    clouds = machines.clouds();
    capacity = machines.capacity();
    speeds = new double[machines.nodes()];
    SplittableRandom random = new SplittableRandom(~seed);
    for (int node = 0; node < speeds.length; node++) {
      speeds[node] = 1 + machines.speedSpread() * (2 * random.nextDouble() - 1);
    }
  }

  int nodes() {
    return speeds.length;
  }

  List<Cloud> clouds() {
    return clouds;
  }

  int capacity() {
    return capacity;
  }

  /** The number of a node's cloud. */
  int cloud(int node) {
    return node % clouds.size();
  }

  /** The number of a cloud. */
  int cloud(String name) {
    return clouds.stream().map(Cloud::name).toList().indexOf(name);
  }

  long oneWayMicros(int node) {
    return clouds.get(cloud(node)).oneWayMicros();
  }

  /** How long work takes on a node. */
  long micros(int node, long workMicros) {
    return Math.max(1, Math.round(workMicros / speeds[node]));
  }

  /** Seconds of work, on nodes of speed 1, that the fleet does in a second. */
  double throughput() {
    double sum = 0;
    for (double speed : speeds) {
      sum += speed * capacity;
    }
    return sum;
  }
}
