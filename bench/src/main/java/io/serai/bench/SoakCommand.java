package io.serai.bench;

import io.serai.json.Json;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serai bench soak}: job after job at full load, and what is left of them. */
@Command(
    name = "soak",
    description =
        "Run small jobs at full load for minutes; after each minute, with the pool at rest, count"
            + " what a leak would let grow.",
    mixinStandardHelpOptions = true)
final class SoakCommand implements Callable<Integer> {

  private static final long REST_MS = 4_000;
  private static final int MINUTE = 60;

  @Option(names = "--home", description = "Where routes, kamelets and policies are.")
  private Path home = Path.of(System.getProperty("serai.home", "."));

  @Option(
      names = "--engine-host",
      defaultValue = "unix:///var/run/docker.sock",
      description = "The URI of a Docker engine, for other isolations than process.")
  private String engine = "";

  @Option(names = "--isolation", defaultValue = "process", description = "Where the jobs run.")
  private String isolation = "";

  @Option(names = "--minutes", defaultValue = "10", description = "How long.")
  private int minutes;

  @Option(names = "--concurrency", defaultValue = "8", description = "Jobs at once.")
  private int concurrency;

  @Override
  public Integer call() throws Exception {
    Map<String, String> settings = Map.of("serai.docker.host", engine, "serai.run.slots", "64");
    String job =
        Json.MAPPER.writeValueAsString(
            Map.of(
                "language",
                "python",
                "code",
                "print(1)",
                "placement",
                Map.of("isolation", isolation)));
    try (BenchHub hub = BenchHub.start(home, false, settings);
        HttpLoad http = new HttpLoad()) {
      Load load = http.of(hub.config().http().port(), job);
      load.run(concurrency, MINUTE / 2);
      System.out.println(
          "| minute | jobs/s | p50 ms | p95 ms | p99 ms | open files | threads | processes | mounts"
              + " | control groups | scratch files | heap MiB |");
      System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|");
      for (int minute = 1; minute <= minutes; minute++) {
        Load.Measured measured = load.run(concurrency, MINUTE);
        TimeUnit.MILLISECONDS.sleep(REST_MS);
        System.out.println(row(minute, measured, Holdings.now()));
      }
      return CommandLine.ExitCode.OK;
    }
  }

  private static String row(int minute, Load.Measured measured, Holdings held) {
    Percentiles latencies = measured.latencies();
    return String.format(
        Locale.ROOT,
        "| %d | %.0f | %.1f | %.1f | %.1f | %d | %d | %d | %d | %d | %d | %d |",
        minute,
        measured.perSecond(),
        latencies.millis(0.5),
        latencies.millis(0.95),
        latencies.millis(0.99),
        held.openFiles(),
        held.threads(),
        held.processes(),
        held.mounts(),
        held.controlGroups(),
        held.scratchFiles(),
        held.heapMib());
  }
}
