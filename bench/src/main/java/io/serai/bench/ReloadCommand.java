package io.serai.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serai bench reload}: what jobs notice of edits, in one run. */
@Command(
    name = "reload",
    description =
        "Send jobs at a steady pace while routes, kamelets and policies are edited, every second"
            + " edit broken, and while they are not; count what is lost, failed or run twice.",
    mixinStandardHelpOptions = true)
final class ReloadCommand implements Callable<Integer> {

  private static final String RUNS = "attempt_latency_seconds";
  private static final int WARMING_EDITS = 20;

  /** A walk is counted a moment after its job is answered. */
  private static final int COUNTED_SECONDS = 2;

  @Option(names = "--home", description = "Where routes, kamelets and policies are.")
  private Path home = Path.of(System.getProperty("serai.home", "."));

  @Option(names = "--rate", defaultValue = "200", description = "Jobs a second.")
  private int rate;

  @Option(names = "--reloads", defaultValue = "100", description = "Edits, in all rounds.")
  private int reloads;

  @Option(names = "--rounds", defaultValue = "5", description = "Times with and without edits.")
  private int rounds;

  @Option(names = "--warmup", defaultValue = "60", description = "Seconds.")
  private int warmupSeconds;

  @Option(names = "--rest-ms", defaultValue = "5000", description = "How long versions rest.")
  private int restMs;

  private final List<Percentiles> calm = new ArrayList<>();
  private final List<Percentiles> edited = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    try (HomeEdits edits = HomeEdits.copyOf(home);
        ServerProcess hub =
            ServerProcess.start(NoopHub.class, edits.home(), "serai.edits.rest-ms=" + restMs)) {
      MetricsPage metrics = new MetricsPage(hub.port());
      warmUp(hub, edits, metrics);
      long before = metrics.sum(RUNS, RUNS + "_count");
      try (SteadyLoad load = new SteadyLoad(hub.port(), HubCommand.JOB, rate)) {
        for (int i = 0; i < rounds; i++) {
          measure(load, edits, metrics);
        }
        load.stop();
        TimeUnit.SECONDS.sleep(COUNTED_SECONDS);
        System.out.print(table());
        return tellLosses(load, metrics.sum(RUNS, RUNS + "_count") - before);
      }
    }
  }

  /** A cold hub cannot keep the pace: what it does not answer then counts for nothing. */
  private void warmUp(ServerProcess hub, HomeEdits edits, MetricsPage metrics)
      throws IOException, InterruptedException {
    try (SteadyLoad load = new SteadyLoad(hub.port(), HubCommand.JOB, rate)) {
      edits.make(WARMING_EDITS, metrics);
      TimeUnit.SECONDS.sleep(warmupSeconds);
      load.stop();
      TimeUnit.SECONDS.sleep(COUNTED_SECONDS);
    }
  }

  /** The time without edits is as long as that with them. */
  private void measure(SteadyLoad load, HomeEdits edits, MetricsPage metrics)
      throws IOException, InterruptedException {
    load.sinceLast();
    long startedAt = System.nanoTime();
    edits.make(reloads / rounds, metrics);
    long took = System.nanoTime() - startedAt;
    edited.add(load.sinceLast());
    TimeUnit.NANOSECONDS.sleep(took);
    calm.add(load.sinceLast());
  }

  private String table() {
    double times = median(edited, 0.99) / median(calm, 0.99);
    return String.format(
        Locale.ROOT,
        "| %d rounds, %d jobs a second | jobs | p50 ms | p95 ms | p99 ms |%n|---|---|---|---|---|%n"
            + "%s%s%np99 while files are edited is %.2f times that of the time without.%n",
        rounds,
        rate,
        row("no edits", calm),
        row(reloads + " edits, every second one broken", edited),
        times);
  }

  private static String row(String name, List<Percentiles> rounds) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.2f | %.2f | %.2f |%n",
        name,
        rounds.stream().mapToInt(Percentiles::count).sum(),
        median(rounds, 0.5),
        median(rounds, 0.95),
        median(rounds, 0.99));
  }

  private static double median(List<Percentiles> rounds, double share) {
    List<Double> sorted = rounds.stream().map(each -> each.millis(share)).sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private int tellLosses(SteadyLoad load, long runs) {
    System.out.printf(
        Locale.ROOT,
        "%d jobs sent, %d runs, %d not answered with success.%n",
        load.sent(),
        runs,
        load.failures().size());
    load.failures().stream().limit(5).forEach(System.out::println);
    boolean well = load.failures().isEmpty() && runs == load.sent();
    return well ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
