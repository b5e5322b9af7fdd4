package io.serai.bench;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serai bench hub}: what the full walk costs over a bare route, in one run. */
@Command(
    name = "hub",
    description =
        "Compare the full walk, with a sandbox that does nothing, with a bare Camel route that"
            + " takes the same request and makes one insert.",
    mixinStandardHelpOptions = true)
final class HubCommand implements Callable<Integer> {

  /** A job that would print something. */
  static final String JOB =
      """
      {"language": "python", "code": "print(6 * 7)"}
      """;

  @Option(names = "--home", description = "Where routes, kamelets and policies are.")
  private Path home = Path.of(System.getProperty("serai.home", "."));

  @Option(names = "--warmup", defaultValue = "45", description = "Seconds, for each side.")
  private int warmupSeconds;

  @Option(names = "--seconds", defaultValue = "6", description = "Seconds a measurement.")
  private int seconds;

  @Option(names = "--rounds", defaultValue = "5", description = "Measurements of each side.")
  private int rounds;

  @Option(names = "--connections", defaultValue = "64", description = "Connections under load.")
  private int connections;

  @Override
  public Integer call() throws Exception {
    try (ServerProcess bare = ServerProcess.start(BareRoute.class, home);
        ServerProcess hub = ServerProcess.start(NoopHub.class, home);
        HttpLoad load = new HttpLoad()) {
      Comparison comparison =
          new Comparison(
              new Comparison.Side("bare route, one insert", load.of(bare.port(), JOB)),
              new Comparison.Side("full walk, no-op sandbox", load.of(hub.port(), JOB)));
      comparison.warmUp(warmupSeconds, connections);
      System.out.print(comparison.measure(rounds, seconds, connections));
      return CommandLine.ExitCode.OK;
    }
  }
}
