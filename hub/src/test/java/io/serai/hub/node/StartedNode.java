package io.serai.hub.node;

import io.serai.fleet.Dispatch;
import io.serai.fleet.NodeReport;
import io.serai.fleet.RunId;
import io.serai.hub.HubSetup;
import io.serai.hub.config.ConfigReader;
import io.serai.hub.config.HubConfig;
import io.serai.hub.node.NodeOptions.Listen;
import io.serai.job.JobId;
import io.serai.job.Language;
import io.serai.job.Limits;
import io.serai.job.Network;
import io.serai.sandbox.Run;
import io.serai.sandbox.Sandbox;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A node in this process, on a free port, over real sockets. */
public final class StartedNode implements AutoCloseable {

  /** Where it is reached, by its certificate too. */
  public static final String HOST = "127.0.0.2";

  private static final Path HOME = Path.of(System.getProperty("serai.home"));

  private final SandboxNode node;

  private StartedNode(SandboxNode node) {
    this.node = node;
  }

  /** A node that asks for certificates, or one behind a front when it has none itself. */
  public static StartedNode start(
      Sandbox sandbox, Path state, HubConfig.@Nullable Tls tls, int capacity, Duration drain)
      throws Exception {
    Map<String, String> settings = new HashMap<>(Map.of("serai.state", state.toString()));
    if (tls != null) {
      settings.put("serai.tls.ca", tls.ca());
      settings.put("serai.tls.certificate", tls.certificate());
      settings.put("serai.tls.key", tls.key());
    }
    NodeOptions options =
        new NodeOptions(
            "n1", "aws", "eu-west-1", new Listen(HOST, 0), null, capacity, tls == null, drain);
    SandboxNode node =
        new SandboxNode(
            options,
            new ConfigReader().settings(settings).read(HOME),
            HubSetup.of(Stream.of(sandbox)),
            Clock.systemUTC());
    node.start();
    return new StartedNode(node);
  }

  /** Where it listens. */
  public URI address() {
    return node.address();
  }

  NodeReport report() {
    return node.report();
  }

  void drain() throws InterruptedException {
    node.drain();
  }

  /** One sending of a job to it. */
  public Dispatch dispatch() {
    return dispatch(address());
  }

  static Dispatch dispatch(URI address) {
    return new Dispatch(new RunId(UUID.randomUUID()), "n1", address, "t", Instant.now());
  }

  /** A run of this program. */
  public static Run program(String code) {
    return new Run(
        new JobId(UUID.randomUUID()),
        "default",
        "host",
        Language.PYTHON,
        code,
        null,
        List.of(),
        new Limits(10_000, 10_000, 128, 64, 32, 16, 64, 1_000_000),
        Network.NONE,
        null);
  }

  /** As a kill: nothing is finished, nothing delivered. */
  @Override
  public void close() {
    node.close();
  }
}
