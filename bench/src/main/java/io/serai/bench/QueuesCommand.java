package io.serai.bench;

import io.serai.hub.embedded.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serai bench queues}: durable jobs a second, beside other queues on one PostgreSQL. */
@Command(
    name = "queues",
    description =
        "Compare how many durable jobs that do nothing a hub takes a second with db-scheduler,"
            + " JobRunr and pg-boss, on one PostgreSQL. pg-boss needs Node and npm.",
    mixinStandardHelpOptions = true)
final class QueuesCommand implements Callable<Integer> {

  @Option(names = "--home", description = "Where routes, kamelets and policies are.")
  private Path home = Path.of(System.getProperty("serai.home", "."));

  /** What a hub is held against. */
  private enum Other {
    DB_SCHEDULER("dbscheduler"),
    JOBRUNR("jobrunr"),
    PG_BOSS("pgboss");

    private final String database;

    Other(String database) {
      this.database = database;
    }
  }

  @Option(
      names = "--beside",
      split = ",",
      defaultValue = "DB_SCHEDULER,JOBRUNR,PG_BOSS",
      description = "Which others, of ${COMPLETION-CANDIDATES}.")
  private List<Other> beside = List.of();

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
    FileUtils.deleteDirectory(state.toFile());
    return CommandLine.ExitCode.OK;
  }

  private String compare(Databases databases) throws Exception {
    List<DurableQueue> queues = new ArrayList<>();
    try {
      queues.add(new HubQueue(home, databases.create("serai")));
      for (Other other : beside) {
        queues.add(start(other, databases));
      }
      return table(measure(queues));
    } finally {
      queues.forEach(DurableQueue::close);
    }
  }

  private DurableQueue start(Other other, Databases databases)
      throws IOException, InterruptedException {
    String url = databases.create(other.database);
    return switch (other) {
      case DB_SCHEDULER -> new DbScheduler(Databases.open(url, connections), workers);
      case JOBRUNR -> new JobRunrQueue(Databases.open(url, connections), workers);
      case PG_BOSS -> new PgBoss(url.replace("jdbc:postgresql", "postgres"), connections);
    };
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
