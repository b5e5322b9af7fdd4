package io.serai.hub.node;

import io.serai.fleet.NodeReport;
import io.serai.hub.HubSetup;
import io.serai.hub.config.HubConfig;
import io.serai.hub.contract.Accepted;
import io.serai.hub.node.NodeServer.Parts;
import io.serai.hub.otel.SpanSink;
import io.serai.policy.PolicyException;
import io.serai.policy.SandboxPolicy;
import io.serai.policy.SandboxPolicyLoader;
import io.serai.sandbox.Readiness;
import io.serai.sandbox.StartObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running node: its parts, started in order and closed in reverse. */
public final class SandboxNode implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SandboxNode.class);
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Duration DELIVERY = Duration.ofSeconds(5);

  private final NodeOptions options;
  private final HubConfig config;
  private final HubSetup setup;
  private final String instance;
  private final Journal journal;
  private final Runs runs;
  private final Latencies latencies = new Latencies();
  private final SpanSink spans;
  private final Executions executions;
  private final List<String> images;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private volatile @Nullable URI address;
  private volatile @Nullable Reporter reporter;
  private @Nullable NodeServer server;

  /**
   * A node, not yet started.
   *
   * @param options what it is
   * @param config how it is set up
   * @param setup its providers; the node closes them
   * @throws IllegalArgumentException when it would serve anybody who calls
   */
  public SandboxNode(NodeOptions options, HubConfig config, HubSetup setup, Clock clock) {
    requireIdentity(options, config.tls());
    this.options = options;
    this.config = config;
    this.setup = setup;
    instance = newInstance(clock);
    images = Images.of(config.home());
    journal =
        Journal.open(config.state().resolve("nodes").resolve(options.name()), clock, bootId());
    runs = new Runs(journal, options.capacity(), instance, clock);
    Accepted accepted = new Accepted(options.name(), instance);
    spans = SpanSink.open(config.otlp(), resource());
    executions =
        new Executions(
            runs,
            setup.sandboxes(),
            accepted,
            latencies,
            new RunTraces(spans, clock),
            () -> tell(Reporter::changed));
  }

  /** Who sends its spans. */
  private Map<String, String> resource() {
    return Map.of(
        "service.name", "serai-node",
        "service.instance.id", instance,
        "serai.node", options.name(),
        "cloud.provider", options.cloud(),
        "cloud.region", options.region());
  }

  private static void requireIdentity(NodeOptions options, HubConfig.Tls tls) {
    if (!options.behindFront() && !tls.enabled()) {
      throw new IllegalArgumentException(
          "node '"
              + options.name()
              + "' has no certificate; set serai.tls.ca, serai.tls.certificate and serai.tls.key,"
              + " which deploy/certificates makes");
    }
  }

  /**
   * Starts everything; what had started is closed again when something cannot.
   *
   * @throws PolicyException when {@code policies/sandbox.yaml} is not fit to be in force
   */
  public void start() throws PolicyException {
    parts.push(spans);
    parts.push(journal);
    parts.push(setup);
    try {
      startParts();
    } catch (PolicyException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void startParts() throws PolicyException {
    SandboxPolicy policy = SandboxPolicyLoader.load(config.home().resolve("policies"));
    setup.open(policy::warm, provider -> StartObserver.NONE);
    parts.push(executions);
    NodeServer serving =
        new NodeServer(
            options,
            config.tls(),
            // Of a job only its code and files are in a run, which may be escaped once more.
            2 * policy.maxBodyBytes(),
            new Parts(executions, runs, this::report, this::readiness));
    parts.push(serving);
    address = options.address(serving.open());
    server = serving;
    if (!config.database().url().isEmpty()) {
      startReporting();
    }
  }

  private void startReporting() {
    Registry registry = new Registry(config.database());
    parts.push(registry);
    Reporter reporting = new Reporter(this::report, registry::connect).open();
    parts.push(reporting);
    reporter = reporting;
  }

  /** Where hubs reach it. */
  public URI address() {
    return Objects.requireNonNull(address, "start has not been called");
  }

  /** What it says of itself now. */
  NodeReport report() {
    return new NodeReport(
        options.name(),
        instance,
        address(),
        options.cloud(),
        options.region(),
        runs.draining() ? NodeReport.State.DRAINING : NodeReport.State.READY,
        options.capacity(),
        runs.inFlight(),
        Images.offers(images, setup.sandboxes().values()),
        latencies.latency(),
        journal.since());
  }

  private Readiness readiness() {
    if (runs.draining()) {
      return new Readiness(false, "node takes nothing new and is about to end");
    }
    return report().offers().isEmpty()
        ? new Readiness(false, "no sandbox works on this machine; ask serai doctor")
        : new Readiness(true, runs.inFlight() + " of " + options.capacity() + " places are taken");
  }

  /**
   * Takes nothing new, lets what runs end within bounds, and has the results delivered.
   *
   * @throws InterruptedException when interrupted; what runs is then ended by {@link #close}
   */
  public void drain() throws InterruptedException {
    runs.drain();
    tell(Reporter::changedMuch);
    LOG.info("node '{}' drains, {} jobs run", options.name(), runs.inFlight());
    runs.awaitIdle(options.drain());
    executions.close();
    if (server != null) {
      server.awaitDelivered(DELIVERY);
    }
  }

  private void tell(java.util.function.Consumer<Reporter> news) {
    Reporter reporting = reporter;
    if (reporting != null) {
      news.accept(reporting);
    }
  }

  /** In the order in which instances start, as far as the clock tells. */
  private static String newInstance(Clock clock) {
    byte[] chance = new byte[4];
    new SecureRandom().nextBytes(chance);
    return "%013d-%s".formatted(clock.millis(), HexFormat.of().formatHex(chance));
  }

  private static String bootId() {
    try {
      return Files.readString(BOOT_ID).trim();
    } catch (IOException e) {
      throw new UncheckedIOException("boot id cannot be read; a node needs Linux", e);
    }
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("{} could not be closed: {}", part.getClass().getSimpleName(), e.getMessage());
      }
    }
  }
}
