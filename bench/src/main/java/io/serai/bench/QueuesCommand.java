package io.serai.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.serai.hub.embedded.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serai bench queues}: durable jobs a second, beside other queues on one PostgreSQL. */
@Command(
    name = "queues",
    description =
        "Compare how many durable jobs that do nothing a hub takes a second with db-scheduler,"
            + " JobRunr and pg-boss, on one PostgreSQL. Needs Node and npm.",
    mixinStandardHelpOptions = true)
final class QueuesCommand implements Callable<Integer> {

  @Option(names = "--home", description = "Where routes, kamelets and policies are.")
  private Path home = Path.of(System.getProperty("serai.home", "."));

  @Option(names = "--warmup", defaultValue = "30", description = "Seconds, for each.")
  private int warmupSeconds;

  @Option(names = "--seconds", defaultValue = "10", description = "Seconds a measurement.")
  private int seconds;

  @Option(names = "--rounds", defaultValue = "5", description = "Measurements of each.")
  private int rounds;

  @Option(names = "--connections", defaultValue = "12", description = "To PostgreSQL, for each.")
  private int connections;

  @Option(names = "--workers", defaultValue = "32", description = "Threads of the libraries.")
  private int workers;

  @Override
  public Integer call() throws Exception {
    Path state = Files.createTempDirectory("serai-bench-");
    try (PostgresServer server = PostgresServer.start(state)) {
      System.out.print(compare(new Databases(server)));
    }
    BenchHub.deleteTree(state);
    return CommandLine.ExitCode.OK;
  }

  private String compare(Databases databases) throws Exception {
    String boss = databases.create("pgboss");
    try (DurableQueue serai = new HubQueue(home, databases.create("serai"));
        DurableQueue dbScheduler = new DbScheduler(pool(databases, "dbscheduler"), workers);
        DurableQueue jobRunr = new JobRunrQueue(pool(databases, "jobrunr"), workers);
        DurableQueue pgBoss =
            new PgBoss(boss.replace("jdbc:postgresql", "postgres"), connections)) {
      return table(measure(List.of(serai, dbScheduler, jobRunr, pgBoss)));
    }
  }

  private HikariDataSource pool(Databases databases, String name) {
    return Databases.open(databases.create(name), connections);
  }

  /** Turn about, so that what disturbs the machine disturbs all. */
  private Map<String, List<Double>> measure(List<DurableQueue> queues) throws InterruptedException {
    Map<String, List<Double>> rates = new LinkedHashMap<>();
    for (DurableQueue queue : queues) {
      queue.perSecond(warmupSeconds);
    }
    for (int round = 0; round < rounds; round++) {
      for (DurableQueue queue : queues) {
        rates
            .computeIfAbsent(queue.name(), name -> new ArrayList<>())
            .add(queue.perSecond(seconds));
      }
    }
    return rates;
  }

  private String table(Map<String, List<Double>> rates) {
    StringBuilder table =
        new StringBuilder(
            String.format("| %d rounds of %d s | jobs/s | least | most |%n", rounds, seconds));
    table.append(String.format("|---|---|---|---|%n"));
    rates.forEach(
        (name, measured) -> {
          List<Double> sorted = measured.stream().sorted().toList();
          table.append(
              String.format(
                  Locale.ROOT,
                  "| %s | %.0f | %.0f | %.0f |%n",
                  name,
                  sorted.get(sorted.size() / 2),
                  sorted.get(0),
                  sorted.get(sorted.size() - 1)));
        });
    return table.toString();
  }
}
