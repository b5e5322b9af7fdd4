package io.serai.hub.cli;

import io.serai.hub.HubSetup;
import io.serai.hub.config.HubConfig;
import io.serai.hub.node.NodeOptions;
import io.serai.hub.node.NodeOptions.Listen;
import io.serai.hub.node.SandboxNode;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serai node}: runs jobs for hubs until it is told to stop. */
@Command(name = "node", description = "Run jobs that hubs send, until told to stop.")
final class NodeCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();

  @Option(names = "--name", required = true, description = "Unique among all nodes.")
  private String name = "";

  @Option(names = "--cloud", defaultValue = "private", description = "The cloud it is in.")
  private String cloud = "";

  @Option(names = "--region", defaultValue = "local", description = "The region it is in.")
  private String region = "";

  @Option(names = "--listen", defaultValue = "127.0.0.1:8443", description = "HOST:PORT.")
  private String listen = "";

  @Option(names = "--advertise", description = "Where hubs reach it, when not where it listens.")
  private @Nullable URI advertise;

  @Option(names = "--capacity", defaultValue = "8", description = "Jobs at once, 1 to 1024.")
  private int capacity;

  @Option(
      names = "--behind-front",
      description = "Plain HTTP on a loopback address: a front has found out who calls.")
  private boolean behindFront;

  @Option(
      names = "--drain-seconds",
      defaultValue = "20",
      description = "How long what runs may go on after SIGTERM.")
  private int drainSeconds;

  @Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Output.of(spec);
    HubConfig settings = config.config();
    StopSignal stop = new StopSignal();
    try (SandboxNode node =
        new SandboxNode(options(), settings, HubSetup.of(settings), Clock.systemUTC())) {
      node.start();
      out.println("serai node '" + name + "' is ready at " + node.address());
      out.flush();
      stop.await();
      node.drain();
      return CommandLine.ExitCode.OK;
    }
  }

  private NodeOptions options() {
    return new NodeOptions(
        name,
        cloud,
        region,
        Listen.parse(listen),
        advertise,
        capacity,
        behindFront,
        Duration.ofSeconds(drainSeconds));
  }
}
