package io.serai.bench;

import io.serai.hub.HubSetup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serai bench fairness}: what a tenant notices of another's flood, in one run. */
@Command(
    name = "fairness",
    description =
        "Time the jobs of one tenant alone, and while another's jobs wait by the thousand; in"
            + " sandboxes that only take a moment.",
    mixinStandardHelpOptions = true)
final class FairnessCommand implements Callable<Integer> {

  private static final String JOB =
      """
      {"tenant": "%s", "language": "python", "code": "print(6 * 7)"}
      """;

  /** Both are in policies/allowlist.yaml. */
  private static final String FLOOD = "default";

  private static final String OTHER = "demo";

  @Option(names = "--home", description = "Where routes, kamelets and policies are.")
  private Path home = Path.of(System.getProperty("serai.home", "."));

  @Option(names = "--flood", defaultValue = "50000", description = "Jobs of the one tenant.")
  private int flood;

  @Option(
      names = "--senders",
      defaultValue = "4",
      description = "How many send the flood at once, on the hub's own processors.")
  private int senders;

  @Option(names = "--jobs", defaultValue = "100", description = "Jobs of the other.")
  private int jobs;

  @Option(names = "--job-ms", defaultValue = "20", description = "How long each takes.")
  private int jobMs;

  @Option(names = "--slots", defaultValue = "8", description = "Jobs that run at once.")
  private int slots;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Override
  public Integer call() throws Exception {
    Map<String, String> settings =
        Map.of("serai.docker.host", "", "serai.run.slots", String.valueOf(slots));
    Stream<NoopHub.NoopSandbox> sandboxes =
        Stream.of("process", "docker", "gvisor")
            .map(provider -> new NoopHub.NoopSandbox(provider, jobMs));
    try (BenchHub hub = BenchHub.start(home, false, settings, config -> HubSetup.of(sandboxes))) {
      URI address = hub.config().http().address();
      timed(address, 10 * jobs);
      Percentiles alone = timed(address, jobs);
      AtomicInteger sent = new AtomicInteger();
      CompletableFuture<Void> flooding = flood(address, sent);
      while (sent.get() < flood / 2 && !flooding.isDone()) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      Percentiles flooded = timed(address, jobs);
      flooding.join();
      Percentiles waiting = timed(address, jobs);
      printHeader();
      print("alone", alone, alone);
      print("while %d senders send %d of another tenant".formatted(senders, flood), flooded, alone);
      print("while most of those wait", waiting, alone);
      threads.shutdownNow();
      return CommandLine.ExitCode.OK;
    }
  }

  private void printHeader() {
    System.out.printf(
        Locale.ROOT,
        "| %d jobs of %d ms, %d places | p50 ms | p95 ms | p99 ms | p95 to alone |%n"
            + "|---|---|---|---|---|%n",
        jobs,
        jobMs,
        slots);
  }

  private static void print(String name, Percentiles latencies, Percentiles alone) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %.1f | %.1f | %.1f | %.2f |%n",
        name,
        latencies.millis(0.5),
        latencies.millis(0.95),
        latencies.millis(0.99),
        latencies.millis(0.95) / alone.millis(0.95));
  }

  /** Sends one job after the other and waits for each. */
  private Percentiles timed(URI address, int count) throws IOException, InterruptedException {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long startedAt = System.nanoTime();
      require(200, send(address.resolve("/execute"), OTHER));
      nanos[i] = System.nanoTime() - startedAt;
    }
    return new Percentiles(nanos);
  }

  private CompletableFuture<Void> flood(URI address, AtomicInteger sent) {
    return CompletableFuture.allOf(
        IntStream.range(0, senders)
            .mapToObj(sender -> CompletableFuture.runAsync(() -> sendAll(address, sent), threads))
            .toArray(CompletableFuture[]::new));
  }

  private void sendAll(URI address, AtomicInteger sent) {
    try {
      while (sent.getAndIncrement() < flood) {
        require(202, send(address.resolve("/v1/jobs"), FLOOD));
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("load failed; " + e, e);
    }
  }

  private HttpResponse<String> send(URI to, String tenant)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(to)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JOB.formatted(tenant)))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static void require(int status, HttpResponse<String> answer) {
    if (answer.statusCode() != status) {
      throw new IllegalStateException("load failed; " + answer.statusCode() + " " + answer.body());
    }
  }
}
