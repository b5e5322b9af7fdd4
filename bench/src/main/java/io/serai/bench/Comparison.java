package io.serai.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Two servers under the same load, turn about, so that what disturbs the machine disturbs both.
 * Each figure is the median of its rounds.
 */
final class Comparison {

  private final Load bare;
  private final Load hub;

  Comparison(Load bare, Load hub) {
    this.bare = bare;
    this.hub = hub;
  }

  void warmUp(int seconds, int connections) throws InterruptedException {
    bare.run(connections, seconds);
    hub.run(connections, seconds);
  }

  /** One side's rounds. */
  private static final class Side {

    private final List<Double> perSecond = new ArrayList<>();
    private final List<Double> loadedP99 = new ArrayList<>();
    private final List<Double> unloadedP50 = new ArrayList<>();
    private final List<Double> unloadedP99 = new ArrayList<>();

    void add(Load.Measured loaded, Load.Measured unloaded) {
      perSecond.add(loaded.perSecond());
      loadedP99.add(loaded.latencies().millis(0.99));
      unloadedP50.add(unloaded.latencies().millis(0.5));
      unloadedP99.add(unloaded.latencies().millis(0.99));
    }

    String row(String name) {
      return String.format(
          Locale.ROOT,
          "| %s | %.0f | %.2f | %.2f | %.2f |%n",
          name,
          median(perSecond),
          median(loadedP99),
          median(unloadedP50),
          median(unloadedP99));
    }
  }

  /** The table, in Markdown. */
  String measure(int rounds, int seconds, int connections) throws InterruptedException {
    Side bareSide = new Side();
    Side hubSide = new Side();
    for (int i = 0; i < rounds; i++) {
      bareSide.add(bare.run(connections, seconds), bare.run(1, seconds));
      hubSide.add(hub.run(connections, seconds), hub.run(1, seconds));
    }
    return String.format(
            "| %d rounds of %d s | requests/s, %d connections | p99 ms | p50 ms, 1 connection | p99"
                + " ms |%n|---|---|---|---|---|%n",
            rounds, seconds, connections)
        + bareSide.row("bare route, one insert")
        + hubSide.row("full walk, no-op sandbox")
        + String.format(
            Locale.ROOT,
            "%nThe full walk keeps %.0f %% of the bare route's throughput, and adds %.2f ms at"
                + " p50.%n",
            100 * median(hubSide.perSecond) / median(bareSide.perSecond),
            median(hubSide.unloadedP50) - median(bareSide.unloadedP50));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
