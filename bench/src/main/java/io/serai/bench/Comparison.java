package io.serai.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Two servers under the same load, turn about, so that what disturbs the machine disturbs both.
 * Each figure is the median of its rounds.
 */
final class Comparison {

  private final HttpLoad load;
  private final int barePort;
  private final int hubPort;

  Comparison(HttpLoad load, int barePort, int hubPort) {
    this.load = load;
    this.barePort = barePort;
    this.hubPort = hubPort;
  }

  void warmUp(int seconds, int connections) throws InterruptedException {
    load.run(barePort, connections, seconds);
    load.run(hubPort, connections, seconds);
  }

  /** One side's rounds. */
  private static final class Side {

    private final List<Double> perSecond = new ArrayList<>();
    private final List<Double> loadedP99 = new ArrayList<>();
    private final List<Double> unloadedP50 = new ArrayList<>();
    private final List<Double> unloadedP99 = new ArrayList<>();

    void add(HttpLoad.Measured loaded, HttpLoad.Measured unloaded) {
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
    Side bare = new Side();
    Side hub = new Side();
    for (int i = 0; i < rounds; i++) {
      bare.add(load.run(barePort, connections, seconds), load.run(barePort, 1, seconds));
      hub.add(load.run(hubPort, connections, seconds), load.run(hubPort, 1, seconds));
    }
    return String.format(
            "| %d rounds of %d s | requests/s, %d connections | p99 ms | p50 ms, 1 connection | p99"
                + " ms |%n|---|---|---|---|---|%n",
            rounds, seconds, connections)
        + bare.row("bare route, one insert")
        + hub.row("full walk, no-op sandbox")
        + String.format(
            Locale.ROOT,
            "%nThe full walk keeps %.0f %% of the bare route's throughput, and adds %.2f ms at"
                + " p50.%n",
            100 * median(hub.perSecond) / median(bare.perSecond),
            median(hub.unloadedP50) - median(bare.unloadedP50));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
