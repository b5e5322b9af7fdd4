package io.serai.hub.cli;

import io.serai.hub.simulator.Cloud;
import io.serai.hub.simulator.Contenders;
import io.serai.hub.simulator.Contest;
import io.serai.hub.simulator.DisturbanceText;
import io.serai.hub.simulator.JobClass;
import io.serai.hub.simulator.Outcome;
import io.serai.hub.simulator.ReportFiles;
import io.serai.hub.simulator.Scenario;
import io.serai.hub.simulator.Scenario.Disturbance;
import io.serai.hub.simulator.Scenario.Load;
import io.serai.hub.simulator.Scenario.Machines;
import io.serai.hub.simulator.Scenario.Warmth;
import io.serai.hub.simulator.Summary;
import io.serai.policy.PolicyException;
import io.serai.policy.RouterPolicy;
import io.serai.policy.TrialPolicy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serai simulate}: tries a router policy on a fleet that does not exist. */
@Command(
    name = "simulate",
    description = "Try a router policy on a simulated fleet, against the usual load balancers.",
    sortOptions = false,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:simulated", "1:the policy is not valid", "2:wrong usage"})
final class SimulateCommand implements Callable<Integer> {

  /** Of all jobs, a sweep has one in so many for each weight. */
  private static final int SWEEP_DIVISOR = 4;

  @Option(names = "--home", description = "Where the policies are.")
  private Path home = Path.of(System.getProperty("serai.home", ".")).toAbsolutePath().normalize();

  @Option(names = "--policy", description = "A router policy; policies/router.yaml when absent.")
  private @Nullable Path policy;

  @Option(names = "--nodes", defaultValue = "2000", description = "Machines in all clouds.")
  private int nodes;

  @Option(names = "--capacity", defaultValue = "4", description = "Jobs a node runs at once.")
  private int capacity;

  @Option(names = "--clouds", defaultValue = "5", description = "1 to 5; see docs/simulator.md.")
  private int clouds;

  @Option(names = "--jobs", defaultValue = "1000000", description = "How many come in.")
  private int jobs;

  @Option(names = "--utilisation", defaultValue = "0.85", description = "Of all places, by work.")
  private double utilisation;

  @Option(names = "--hubs", defaultValue = "4", description = "Hubs that share the jobs.")
  private int hubs;

  @Option(names = "--report-seconds", defaultValue = "2", description = "Between two reports.")
  private double reportSeconds;

  @Option(names = "--seed", defaultValue = "1", description = "The same gives the same again.")
  private long seed;

  @Option(
      names = "--outage",
      paramLabel = "CLOUD@FROM+FOR",
      description = "A cloud is gone for so many seconds; may be repeated.")
  private List<String> outages = List.of();

  @Option(
      names = "--price",
      paramLabel = "CLOUD*FACTOR@AT",
      description = "A cloud's price changes at that second; may be repeated.")
  private List<String> prices = List.of();

  @Option(
      names = "--strategies",
      split = ",",
      description =
          "Some of random, round-robin, least-loaded, serai, serai-queueing, serai-cheap,"
              + " all-knowing; all when absent.")
  private List<String> strategies = List.of();

  @Option(
      names = "--price-weight",
      defaultValue = "1000000",
      description = "The weight of the price for serai-cheap.")
  private double priceWeight;

  @Option(names = "--sweep", description = "Try the policy with many weights of the price, too.")
  private boolean sweep;

  @Option(names = "--out", description = "A directory for CSV, JSON and SVG.")
  private @Nullable Path out;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    long startedAt = System.nanoTime();
    Scenario scenario = scenario();
    Contenders contenders = new Contenders(routerPolicy(), priceWeight);
    List<Outcome> outcomes = Contest.run(scenario, contenders.named(strategies));
    List<Outcome> swept =
        sweep ? Contest.run(scenario.shorter(SWEEP_DIVISOR), contenders.sweep()) : List.of();
    PrintWriter print = Output.of(spec);
    print.print(table(outcomes));
    if (!swept.isEmpty()) {
      print.printf("%nserai, by its weight of the price:%n%s", table(swept));
    }
    print.println(footer(scenario, outcomes.get(0), System.nanoTime() - startedAt));
    if (out != null) {
      new ReportFiles(out, scenario).write(outcomes, swept);
      print.println("figures and plots are in " + out);
    }
    return CommandLine.ExitCode.OK;
  }

  private RouterPolicy routerPolicy() throws PolicyException {
    Path policies = home.resolve("policies");
    Path file = policy == null ? policies.resolve("router.yaml") : policy;
    return TrialPolicy.router(file, policies);
  }

  private Scenario scenario() {
    if (clouds < 1 || clouds > Cloud.ALL.size()) {
      throw new IllegalArgumentException(
          "clouds '%d' is out of range; allowed: 1 to %d".formatted(clouds, Cloud.ALL.size()));
    }
    List<Disturbance> disturbances = new ArrayList<>();
    outages.forEach(each -> disturbances.add(DisturbanceText.outage(each)));
    prices.forEach(each -> disturbances.add(DisturbanceText.priceChange(each)));
    return new Scenario(
        new Machines(nodes, capacity, Machines.USUAL_SPREAD, Cloud.ALL.subList(0, clouds)),
        new Load(jobs, utilisation, JobClass.MIX),
        Warmth.USUAL,
        hubs,
        reportSeconds,
        seed,
        disturbances);
  }

  private static Table table(List<Outcome> outcomes) {
    Table table = new Table(Summary.headings().toArray(String[]::new));
    for (Outcome each : outcomes) {
      table.row(Summary.cells(each).toArray(String[]::new));
    }
    return table;
  }

  private static String footer(Scenario scenario, Outcome outcome, long nanos) {
    return String.format(
        Locale.ROOT,
        "%d jobs on %d nodes in %d clouds, %.0f s simulated in %d ms",
        scenario.load().jobs(),
        scenario.machines().nodes(),
        scenario.machines().clouds().size(),
        outcome.seconds(),
        TimeUnit.NANOSECONDS.toMillis(nanos));
  }
}
