package io.serai.bench;

import io.serai.hub.client.HttpSender;
import io.serai.hub.client.JobSender;
import io.serai.hub.client.KafkaSender;
import io.serai.hub.client.KeyFile;
import io.serai.hub.client.RabbitSender;
import io.serai.hub.config.HubConfig;
import io.serai.job.Result;
import io.serai.job.Timing;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serai bench corpus}: runs a corpus through a hub, and tells how it went. */
@Command(
    name = "corpus",
    description = "Run a corpus of jobs through a hub: how many behaved as expected, how fast.",
    mixinStandardHelpOptions = true)
final class CorpusCommand implements Callable<Integer> {

  private enum Ingress {
    http,
    rabbitmq,
    kafka
  }

  @Option(
      names = "--jobs",
      required = true,
      description = "JSON Lines: id, language, code, expect.")
  private Path jobs = Path.of("jobs.jsonl");

  @Option(
      names = "--via",
      defaultValue = "http",
      description = "How they are sent: ${COMPLETION-CANDIDATES}.")
  private Ingress via = Ingress.http;

  @Option(names = "--concurrency", defaultValue = "8", description = "Jobs under way at once.")
  private int concurrency;

  @Option(names = "--isolation", description = "At least process, container or gvisor.")
  private @Nullable String isolation;

  @Option(names = "--home", description = "Where routes, kamelets and policies are.")
  private Path home = Path.of(System.getProperty("serai.home", "."));

  @Option(names = "--set", description = "One setting of the hub, KEY=VALUE; may be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Override
  public Integer call() throws Exception {
    List<CorpusJob> corpus = CorpusJob.read(jobs);
    try (BenchHub hub = BenchHub.start(home, via != Ingress.http, settings);
        JobSender sender = sender(hub.config())) {
      CorpusRun run = new CorpusRun(sender, concurrency, isolation);
      long startedAt = System.nanoTime();
      List<CorpusRun.Sample> samples = run.send(corpus);
      return report(samples, System.nanoTime() - startedAt);
    }
  }

  private JobSender sender(HubConfig config) {
    return switch (via) {
      case http -> new HttpSender(config.http(), KeyFile.ofHub(config));
      case rabbitmq -> new RabbitSender(config.rabbitmq().uri());
      case kafka -> new KafkaSender(config.kafka().bootstrap());
    };
  }

  private int report(List<CorpusRun.Sample> samples, long nanos) {
    PrintStream out = System.out;
    int disappointed = 0;
    for (CorpusRun.Sample sample : samples) {
      String why = sample.job().disappointment(sample.answer());
      if (why != null) {
        disappointed++;
        out.println("NOT AS EXPECTED " + sample.job().id() + ": " + why);
      }
    }
    out.printf(
        Locale.ROOT,
        "%d of %d behaved as expected via %s, %d at a time, on %s: %.1f jobs/s%n",
        samples.size() - disappointed,
        samples.size(),
        via,
        concurrency,
        targets(samples),
        samples.size() * 1e9 / nanos);
    out.printf("%-14s %9s %9s %9s%n", "ms", "p50", "p95", "p99");
    latencies(samples).forEach((part, each) -> out.printf("%-14s %s%n", part, each.cells()));
    return disappointed == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private static String targets(List<CorpusRun.Sample> samples) {
    return samples.stream()
        .map(sample -> sample.answer().result())
        .map(result -> result == null ? null : result.placement())
        .map(placement -> placement == null ? "nothing" : placement.target())
        .distinct()
        .sorted()
        .reduce((one, other) -> one + ", " + other)
        .orElse("nothing");
  }

  /** The whole path, then each stage, in the order of the walk. */
  private static Map<String, Percentiles> latencies(List<CorpusRun.Sample> samples) {
    Map<String, List<Long>> nanos = new LinkedHashMap<>();
    for (CorpusRun.Sample sample : samples) {
      nanos.computeIfAbsent("whole path", part -> new ArrayList<>()).add(sample.nanos());
      Result result = sample.answer().result();
      for (Timing timing : result == null ? List.<Timing>of() : result.timings()) {
        nanos
            .computeIfAbsent(timing.stage(), part -> new ArrayList<>())
            .add(TimeUnit.MICROSECONDS.toNanos(timing.durationUs()));
      }
    }
    Map<String, Percentiles> latencies = new LinkedHashMap<>();
    nanos.forEach(
        (part, each) ->
            latencies.put(
                part, new Percentiles(each.stream().mapToLong(Long::longValue).toArray())));
    return latencies;
  }
}
