package io.serai.bench;

import io.serai.hub.demo.DemoBrokers;
import io.serai.hub.embedded.Ports;
import io.serai.hub.embedded.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serai bench start}: how soon a hub is ready, and how heavy, beside a bare application. */
@Command(
    name = "start",
    description =
        "Start a hub with HTTP, RabbitMQ and Kafka on an existing database, and a bare Camel Main"
            + " application with the same components, turn about; each with an AOT cache.",
    mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {

  private static final int JDK_OF_THE_IMAGE = 25;

  @Option(names = "--home", description = "Where routes, kamelets and policies are.")
  private Path home = Path.of(System.getProperty("serai.home", "."));

  @Option(names = "--rounds", defaultValue = "7", description = "Starts of each.")
  private int rounds;

  @Option(names = "--idle", defaultValue = "10", description = "Seconds until each is weighed.")
  private int idleSeconds;

  @Option(names = "--heap", defaultValue = "256", description = "Megabytes of heap at most.")
  private int heapMb;

  @Override
  public Integer call() throws Exception {
    Path directory = Files.createTempDirectory("serai-bench-");
    try (PostgresServer postgres = PostgresServer.start(directory.resolve("postgres"));
        DemoBrokers brokers = DemoBrokers.start(home)) {
      Databases databases = new Databases(postgres);
      TimedStart bare =
          side("bare", directory, databases.create("bare"), brokers, this::bareArguments);
      TimedStart hub = side("hub", directory, databases.create("hub"), brokers, this::hubArguments);
      bare.rehearse();
      hub.rehearse();
      for (int i = 0; i < rounds; i++) {
        bare.start();
        hub.start();
      }
      System.out.print(table(bare, hub));
      return CommandLine.ExitCode.OK;
    } finally {
      FileUtils.deleteDirectory(directory.toFile());
    }
  }

  private TimedStart side(
      String name,
      Path directory,
      String database,
      DemoBrokers brokers,
      Function<List<String>, List<String>> arguments)
      throws Exception {
    int port = Ports.free();
    List<String> settings = new ArrayList<>();
    settings.add("serai.state=" + Files.createDirectories(directory.resolve(name)));
    settings.add("serai.http.port=" + port);
    settings.add("serai.database.url=" + database);
    settings.add("serai.docker.host=");
    for (Map.Entry<String, String> each : brokers.settings().entrySet()) {
      settings.add(each.getKey() + "=" + each.getValue());
    }
    Path cache = directory.resolve(name + ".cache");
    List<String> program = arguments.apply(settings);
    return new TimedStart(
        name, port, idleSeconds, java("Output", cache, program), java("", cache, program));
  }

  /** As in the image, in a container of twice this heap: the JVM begins and collects so there. */
  private List<String> java(String cacheUse, Path cache, List<String> program) {
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= JDK_OF_THE_IMAGE) {
      java.add("@" + home.resolve("deploy/container/java.args"));
      java.add("-Dserai.home=" + home.toAbsolutePath());
      java.add("-XX:AOTCache" + cacheUse + "=" + cache);
    }
    java.addAll(List.of("-Xms" + heapMb / 32 + "m", "-Xmx" + heapMb + "m", "-XX:+UseSerialGC"));
    java.addAll(List.of("-cp", System.getProperty("java.class.path")));
    java.addAll(program);
    return java;
  }

  private List<String> bareArguments(List<String> settings) {
    List<String> arguments = new ArrayList<>();
    arguments.add(BareHub.class.getName());
    arguments.add(home.toAbsolutePath().toString());
    arguments.addAll(settings);
    return arguments;
  }

  private List<String> hubArguments(List<String> settings) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("io.serai.hub.Main", "run"));
    arguments.addAll(List.of("--home", home.toAbsolutePath().toString()));
    settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return arguments;
  }

  private String table(TimedStart bare, TimedStart hub) {
    return String.format(
            Locale.ROOT,
            "| %d starts of each, -Xmx%dm | ready ms | idle memory MB |%n|---|---|---|%n",
            rounds,
            heapMb)
        + row("bare Camel Main", bare)
        + row("hub", hub);
  }

  private static String row(String name, TimedStart side) {
    return String.format(
        Locale.ROOT,
        "| %s | %.0f | %.0f |%n",
        name,
        Comparison.median(side.readyMs()),
        Comparison.median(side.residentMb()));
  }
}
