package io.serai.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Two servers under the same load, turn about, so that what disturbs the machine disturbs both.
 * Each figure is the median of its rounds.
 */
final class Comparison {

  private final Side first;
  private final Side second;

  Comparison(Side first, Side second) {
    this.first = first;
    this.second = second;
  }

  void warmUp(int seconds, int connections) throws InterruptedException {
    first.load.run(connections, seconds);
    second.load.run(connections, seconds);
  }

  /** One side, with its rounds. */
  static final class Side {

    private final String name;
    private final Load load;
    private final List<Double> perSecond = new ArrayList<>();
    private final List<Double> loadedP99 = new ArrayList<>();
    private final List<Double> unloadedP50 = new ArrayList<>();
    private final List<Double> unloadedP99 = new ArrayList<>();

    Side(String name, Load load) {
      this.name = name;
      this.load = load;
    }

    private void measure(int seconds, int connections) throws InterruptedException {
      Load.Measured loaded = load.run(connections, seconds);
      Load.Measured unloaded = load.run(1, seconds);
      perSecond.add(loaded.perSecond());
      loadedP99.add(loaded.latencies().millis(0.99));
      unloadedP50.add(unloaded.latencies().millis(0.5));
      unloadedP99.add(unloaded.latencies().millis(0.99));
    }

    private String row() {
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
    for (int i = 0; i < rounds; i++) {
      first.measure(seconds, connections);
      second.measure(seconds, connections);
    }
    return String.format(
            "| %d rounds of %d s | requests/s, %d connections | p99 ms | p50 ms, 1 connection | p99"
                + " ms |%n|---|---|---|---|---|%n",
            rounds, seconds, connections)
        + first.row()
        + second.row()
        + String.format(
            Locale.ROOT,
            "%n'%s' makes %.0f %% of the requests a second of '%s', and adds %.2f ms at p50.%n",
            second.name,
            100 * median(second.perSecond) / median(first.perSecond),
            first.name,
            median(second.unloadedP50) - median(first.unloadedP50));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
