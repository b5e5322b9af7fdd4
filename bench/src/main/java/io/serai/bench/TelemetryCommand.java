package io.serai.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serai bench telemetry}: what being watched costs, in one run. */
@Command(
    name = "telemetry",
    description =
        "Compare the full walk with all metrics and every trace sent with the same without either.",
    mixinStandardHelpOptions = true)
final class TelemetryCommand implements Callable<Integer> {

  @Option(names = "--home", description = "Where routes, kamelets and policies are.")
  private Path home = Path.of(System.getProperty("serai.home", "."));

  @Option(names = "--warmup", defaultValue = "75", description = "Seconds, for each side.")
  private int warmupSeconds;

  @Option(names = "--seconds", defaultValue = "3", description = "Seconds a measurement.")
  private int seconds;

  @Option(names = "--rounds", defaultValue = "20", description = "Measurements of each side.")
  private int rounds;

  @Option(names = "--connections", defaultValue = "64", description = "Connections under load.")
  private int connections;

  @Override
  public Integer call() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    HttpServer receiver = receiver(threads);
    String endpoint = "serai.otlp.endpoint=http://127.0.0.1:" + receiver.getAddress().getPort();
    try (ServerProcess unwatched = ServerProcess.start(NoopHub.class, home, "serai.metrics=false");
        ServerProcess watched = ServerProcess.start(NoopHub.class, home, endpoint);
        HttpLoad load = new HttpLoad()) {
      Comparison comparison =
          new Comparison(
              new Comparison.Side("neither", load.of(unwatched.port(), HubCommand.JOB)),
              new Comparison.Side("metrics and traces", load.of(watched.port(), HubCommand.JOB)));
      comparison.warmUp(warmupSeconds, connections);
      System.out.print(comparison.measure(rounds, seconds, connections));
      return CommandLine.ExitCode.OK;
    } finally {
      receiver.stop(0);
      threads.shutdownNow();
    }
  }

  /** Takes all there is and looks at nothing, as a Collector on another machine would cost. */
  private static HttpServer receiver(ExecutorService threads) throws IOException {
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/v1/traces",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    receiver.setExecutor(threads);
    receiver.start();
    return receiver;
  }
}
