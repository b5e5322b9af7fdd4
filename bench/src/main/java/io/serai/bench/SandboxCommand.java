package io.serai.bench;

import io.serai.hub.HubSetup;
import io.serai.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serai bench sandbox}: warm sandboxes against a container or a bubblewrap a run. */
@Command(
    name = "sandbox",
    description =
        "Compare POST /execute on each provider with docker run and with bubblewrap around a"
            + " Python that starts in it, one after the other and under load.",
    mixinStandardHelpOptions = true)
final class SandboxCommand implements Callable<Integer> {

  private static final long SETTLE_MS = 5_000;
  private static final String PRINT = "print(1)";
  private static final String LOG = "console.log(1)";
  private static final String PLOT =
      """
      import matplotlib.pyplot as plt
      plt.imshow([[1, 2], [3, 4]])
      plt.show()
      """;
  private static final String COLD_PLOT =
      """
      import sys, matplotlib
      matplotlib.use('agg')
      import matplotlib.pyplot as plt
      plt.imshow([[1, 2], [3, 4]])
      plt.savefig(sys.stdout.buffer, format='png')
      """;

  @Option(names = "--home", description = "Where routes, kamelets and policies are.")
  private Path home = Path.of(System.getProperty("serai.home", "."));

  @Option(
      names = "--engine-host",
      required = true,
      description = "The URI of a Docker engine that has the sandbox images.")
  private String engine = "";

  @Option(names = "--warmup", defaultValue = "20", description = "Seconds of load before.")
  private int warmupSeconds;

  @Option(names = "--seconds", defaultValue = "10", description = "Seconds a measurement.")
  private int seconds;

  @Option(names = "--concurrency", defaultValue = "8", description = "Runs at once, under load.")
  private int concurrency;

  @Option(names = "--only", defaultValue = ".*", description = "The rows, as a pattern.")
  private Pattern only = Pattern.compile("");

  @Option(
      names = "--pause",
      defaultValue = "700",
      description = "Milliseconds between runs one after the other.")
  private int pauseMs;

  @Option(
      names = "--samples",
      defaultValue = "30",
      description = "How many runs one after the other.")
  private int samples;

  /** Slots enough, and no engine. */
  private static final Map<String, String> COLD =
      Map.of("serai.docker.host", "", "serai.run.slots", "64");

  private record Row(String what, Load load) {}

  @Override
  public Integer call() throws Exception {
    Map<String, String> settings = Map.of("serai.docker.host", engine, "serai.run.slots", "64");
    try (BenchHub hub = BenchHub.start(home, false, settings);
        BenchHub cold = BenchHub.start(home, false, COLD, unused -> coldSetup());
        HttpLoad http = new HttpLoad()) {
      int port = hub.config().http().port();
      http.of(port, job("python", PRINT, "process")).run(concurrency, warmupSeconds);
      System.out.printf(
          "| ms | now and then: p50 | p95 | one after the other: p50 | p95 | p99"
              + " | %d at a time: runs/s | p50 | p99 |%n",
          concurrency);
      System.out.println("|---|---|---|---|---|---|---|---|---|");
      for (Row row : rows(http, port, cold.config().http().port())) {
        if (only.matcher(row.what()).find()) {
          System.out.println(measure(row));
        }
      }
      System.out.printf("%nMemory of a sandbox that waits: %s%n", memory());
      return CommandLine.ExitCode.OK;
    }
  }

  private static HubSetup coldSetup() {
    return HubSetup.of(Stream.of("process", "docker", "gvisor").map(ColdSandbox::new));
  }

  private List<Row> rows(HttpLoad http, int port, int coldPort) throws IOException {
    Baselines cold = new Baselines(engine, home.toAbsolutePath());
    String python = "/usr/bin/python3";
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("Python, docker run", cold.docker("python-3.11", python, "-c", PRINT)));
    rows.add(new Row("Python, bubblewrap", Baselines.bubblewrap(PRINT)));
    Load coldHub = http.of(coldPort, job("python", PRINT, "process"));
    rows.add(new Row("Python, bubblewrap in a hub", coldHub));
    addWarm(rows, "Python", "python", PRINT, http, port);
    rows.add(new Row("Node, docker run", cold.docker("node-20", "/usr/bin/node", "-e", LOG)));
    addWarm(rows, "Node", "node", LOG, http, port);
    rows.add(new Row("imshow, docker run", cold.docker("python-3.11", python, "-c", COLD_PLOT)));
    addWarm(rows, "imshow", "python", PLOT, http, port);
    return rows;
  }

  private static void addWarm(
      List<Row> rows, String name, String language, String code, HttpLoad http, int port)
      throws IOException {
    for (String isolation : List.of("process", "container", "gvisor")) {
      Load load = http.of(port, job(language, code, isolation));
      rows.add(new Row(name + ", Serai, " + isolation, load));
    }
  }

  private static String job(String language, String code, String isolation) throws IOException {
    return Json.MAPPER.writeValueAsString(
        Map.of(
            "language", language,
            "code", code,
            "placement", Map.of("isolation", isolation)));
  }

  private String measure(Row row) throws InterruptedException {
    row.load().run(1, 2);
    Percentiles alone = alone(row.load());
    Percentiles next = row.load().run(1, seconds).latencies();
    Load.Measured together = row.load().run(concurrency, seconds);
    return String.format(
        Locale.ROOT,
        "| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |",
        row.what(),
        alone.millis(0.5),
        alone.millis(0.95),
        next.millis(0.5),
        next.millis(0.95),
        next.millis(0.99),
        together.perSecond(),
        together.latencies().millis(0.5),
        together.latencies().millis(0.99));
  }

  /** One run now and then, as long as the machine has nothing else to do. */
  private Percentiles alone(Load load) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(SETTLE_MS);
    long[] nanos = new long[samples];
    for (int i = 0; i < samples; i++) {
      TimeUnit.MILLISECONDS.sleep(pauseMs);
      long startedAt = System.nanoTime();
      load.run(1, 0);
      nanos[i] = System.nanoTime() - startedAt;
    }
    return new Percentiles(nanos);
  }

  /** What the control groups of all that wait hold, on average by provider. */
  private static String memory() throws IOException {
    List<String> texts = new ArrayList<>();
    for (String group : List.of("serai", "serai-docker", "serai-gvisor")) {
      for (String file : List.of("memory/%s", "%s")) {
        Path parent = Path.of("/sys/fs/cgroup", file.formatted(group));
        if (Files.isDirectory(parent)) {
          texts.add(group + " " + average(parent));
        }
      }
    }
    return String.join(", ", texts);
  }

  private static String average(Path parent) throws IOException {
    try (Stream<Path> groups = Files.list(parent)) {
      double bytes =
          groups
              .filter(Files::isDirectory)
              .mapToLong(SandboxCommand::used)
              .filter(each -> each > 0)
              .average()
              .orElse(0);
      return String.format(Locale.ROOT, "%.1f MiB", bytes / (1 << 20));
    }
  }

  private static long used(Path group) {
    for (String file : List.of("memory.usage_in_bytes", "memory.current")) {
      try {
        return Long.parseLong(Files.readString(group.resolve(file)).trim());
      } catch (IOException e) {
        // The other version's file, or a sandbox that has just gone.
      }
    }
    return 0;
  }
}
