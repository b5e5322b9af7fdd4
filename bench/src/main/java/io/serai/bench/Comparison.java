package io.serai.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Two servers under the same load, turn about, so that what disturbs the machine disturbs both.
 * Each figure is the median of its rounds; what one makes of the other's is the median of what it
 * made in each round, and many short rounds are better than a few long ones.
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
      // Each is the first as often as the other: a machine may grow busier all the time.
      Side earlier = i % 2 == 0 ? first : second;
      Side later = i % 2 == 0 ? second : first;
      earlier.measure(seconds, connections);
      later.measure(seconds, connections);
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
            100 * median(ratios(second.perSecond, first.perSecond)),
            first.name,
            median(second.unloadedP50) - median(first.unloadedP50));
  }

  private static List<Double> ratios(List<Double> numerators, List<Double> denominators) {
    return IntStream.range(0, numerators.size())
        .mapToObj(i -> numerators.get(i) / denominators.get(i))
        .toList();
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
