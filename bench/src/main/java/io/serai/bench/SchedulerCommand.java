package io.serai.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serai bench scheduler}: what one routing decision takes, by JMH. */
@Command(
    name = "scheduler",
    description =
        "Compare one decision of the scheduler over 2,000 nodes in 5 clouds, of which 0, 50 and"
            + " 99 %% are full, draining or silent, with a filter and a minimum over all of them.",
    mixinStandardHelpOptions = true)
final class SchedulerCommand implements Callable<Integer> {

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  @Option(names = "--warmup", defaultValue = "5", description = "Seconds, for each row.")
  private int warmupSeconds;

  @Option(names = "--seconds", defaultValue = "10", description = "Seconds, for each row.")
  private int seconds;

  @Override
  public Integer call() throws Exception {
    Options options =
        new OptionsBuilder()
            .include(DecisionBenchmark.class.getName())
            .addProfiler(GCProfiler.class)
            .forks(1)
            .warmupIterations(1)
            .warmupTime(TimeValue.seconds(warmupSeconds))
            .measurementIterations(1)
            .measurementTime(TimeValue.seconds(seconds))
            .verbosity(VerboseMode.SILENT)
            .build();
    Collection<RunResult> results = new Runner(options).run();
    System.out.println("| one decision | nodes excluded | p50 µs | p99 µs | p99.9 µs | bytes |");
    System.out.println("|---|---|---|---|---|---|");
    results.forEach(each -> System.out.println(row(each)));
    return CommandLine.ExitCode.OK;
  }

  private static String row(RunResult result) {
    Statistics micros = result.getPrimaryResult().getStatistics();
    return String.format(
        Locale.ROOT,
        "| %s | %s %% | %.1f | %.1f | %.1f | %.0f |",
        result.getPrimaryResult().getLabel(),
        result.getParams().getParam("excluded"),
        micros.getPercentile(50),
        micros.getPercentile(99),
        micros.getPercentile(99.9),
        allocated(result));
  }

  private static double allocated(RunResult result) {
    return Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED), ALLOCATED)
        .getScore();
  }
}
