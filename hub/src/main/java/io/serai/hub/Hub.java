package io.serai.hub;

import io.serai.hub.config.HubConfig;
import io.serai.hub.dispatch.AwaitedElsewhere;
import io.serai.hub.dispatch.Dispatcher;
import io.serai.hub.dispatch.Drain;
import io.serai.hub.dispatch.Endings;
import io.serai.hub.dispatch.OutboxRelay;
import io.serai.hub.dispatch.RunningJobs;
import io.serai.hub.dispatch.Slots;
import io.serai.hub.dispatch.Walker;
import io.serai.hub.dispatch.Work;
import io.serai.hub.embedded.PostgresServer;
import io.serai.hub.events.JobEvents;
import io.serai.hub.http.Health;
import io.serai.hub.http.HttpContract;
import io.serai.hub.http.HttpServerSetup;
import io.serai.hub.http.LiveEvents;
import io.serai.hub.ingress.RabbitIngress;
import io.serai.hub.kubernetes.Kubernetes;
import io.serai.hub.otel.SpanSink;
import io.serai.hub.otel.WalkSpans;
import io.serai.hub.reload.ReloadLoop;
import io.serai.hub.reload.RouteReloader;
import io.serai.hub.remote.NodeClient;
import io.serai.hub.remote.NodeComponent;
import io.serai.hub.remote.NodeDirectory;
import io.serai.hub.remote.auth.CloudSigners;
import io.serai.hub.sandbox.SandboxComponent;
import io.serai.hub.sandbox.Sessions;
import io.serai.hub.threads.HubThreads;
import io.serai.intake.Doors;
import io.serai.job.Usage;
import io.serai.policy.PolicyLoader;
import io.serai.policy.PolicyStore;
import io.serai.results.Completions;
import io.serai.router.Fleet;
import io.serai.sandbox.Sandbox;
import io.serai.store.Shares;
import io.serai.traces.TraceExport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running hub: its parts, started in order and closed in reverse. */
public final class Hub implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

  private final HubConfig config;
  private final HubSetup setup;
  private final Doors doors = new Doors();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(4);
  private final ExecutorService walkers = HubThreads.perTask("walker");

  /**
   * A hub, not yet started.
   *
   * @param config how it is set up
   * @param setup its providers; the hub closes them
   */
  public Hub(HubConfig config, HubSetup setup) {
    this.config = config;
    this.setup = setup;
  }

  /**
   * Starts everything; what had started is closed again when something cannot.
   *
   * @throws Exception when a part cannot start; the message says which and why
   */
  public void start() throws Exception {
    parts.push(setup);
    try {
      requireFreePort();
      startParts();
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  private void startParts() throws Exception {
    PolicyStore policies = new PolicyStore(policyLoader(config, setup.sandboxes()));
    Stores stores = openStores();
    Slots slots = new Slots(config.run().slots());
    RunningJobs running = new RunningJobs();
    Fleet fleet = new Fleet(System::nanoTime);
    Sessions sessions = new Sessions(() -> policies.current().sandbox());
    JobEvents events = new JobEvents(running);
    Kubernetes kubernetes = part(new Kubernetes(events::observe));
    Completions completions = new Completions(stores.jobs(), events::ended);
    CamelRuntime camel = new CamelRuntime(config, policies);
    Walker walker = new Walker(camel::template);
    RabbitIngress rabbitmq = new RabbitIngress(config.rabbitmq(), camel::context, scheduler);
    Endings endings = endings(stores, completions, policies);
    Wiring wiring = new Wiring(config, policies, stores);
    Dispatcher dispatcher =
        dispatcher(stores, slots, running, walker.with(endings), wiring.shares());
    Beans beans =
        wiring
            .intake(slots, doors, dispatcher, Clock.systemUTC())
            .stages(new Targets(setup.sandboxes(), sessions), fleet)
            .recipients(walkers, Clock.systemUTC())
            .records(completions, traceExport(), Clock.systemUTC())
            .http(dispatcher, running, completions, health(stores, rabbitmq, policies))
            .sessions(sessions)
            .queues()
            .engine(setup.engine(), Clock.systemUTC())
            .clusters(kubernetes)
            .beans();
    SandboxComponent runs = new SandboxComponent(setup.sandboxes(), events::observe, sessions);
    camel.start(beans, runs, nodes(stores, events, policies, fleet), rabbitmq.connections());
    List.of(camel, sessions.open(scheduler), dispatcher).forEach(parts::push);
    serve(camel, stores, new LiveEvents(events, sessions), policies);
    setup.open(() -> policies.current().sandbox().warm());
    dispatcher.open();
    rabbitmq.open();
    parts.push(new OutboxRelay(stores.outbox(), walker::reply, scheduler).open());
    watchQueue(stores, completions, dispatcher, endings);
    parts.push(new Drain(doors, camel::context, dispatcher, completions, config.run().shutdown()));
  }

  private <T extends AutoCloseable> T part(T part) {
    parts.push(part);
    return part;
  }

  private Dispatcher dispatcher(
      Stores stores, Slots slots, RunningJobs running, Work work, Supplier<Shares> shares) {
    return new Dispatcher(
        stores.jobs(), slots, running, work, shares, new Dispatcher.Threads(walkers, scheduler));
  }

  private Health health(Stores stores, RabbitIngress rabbitmq, PolicyStore policies) {
    return new Checks(config, setup, doors)
        .health(stores, rabbitmq, () -> policies.current().router());
  }

  private static Endings endings(Stores stores, Completions completions, PolicyStore policies) {
    return new Endings(
        stores.jobs(), completions, () -> policies.current().pricing().price("none", Usage.NONE));
  }

  /** What becomes of jobs elsewhere, and without anybody. */
  private void watchQueue(
      Stores stores, Completions completions, Dispatcher dispatcher, Endings endings) {
    parts.push(new AwaitedElsewhere(completions, dispatcher).open(scheduler));
    parts.push(endings.open(scheduler));
    parts.push(stores.signals().listen(dispatcher));
  }

  private TraceExport traceExport() {
    SpanSink spans =
        SpanSink.open(
            config.otlp(),
            Map.of(
                "service.name", "serai-hub", "service.instance.id", UUID.randomUUID().toString()));
    parts.push(spans);
    return new WalkSpans(spans);
  }

  /** Keeps track of nodes, and sends to them. */
  private NodeComponent nodes(Stores stores, JobEvents events, PolicyStore policies, Fleet fleet) {
    NodeClient client = new NodeClient(config.tls());
    parts.push(client);
    NodeDirectory directory =
        new NodeDirectory(stores.nodes(), () -> policies.current().router().listedNodes(), client);
    directory.listen(
        known -> {
          known.forEach(each -> fleet.report(each.report(), each.reportedAtNanos()));
          fleet.forgetSilent();
        });
    parts.push(directory.open());
    return new NodeComponent(client, events::observe, new CloudSigners(Clock.systemUTC()));
  }

  /** Lays the contract onto the HTTP server, and watches the files that both came from. */
  private void serve(CamelRuntime camel, Stores stores, LiveEvents events, PolicyStore policies)
      throws IOException {
    HttpContract contract = new HttpContract(config.home().resolve("api/openapi.yaml"));
    if (config.http().enabled()) {
      new HttpServerSetup(contract, stores.jobs(), doors, events)
          .apply(camel.context(), config.http().port());
    }
    RouteReloader routes =
        new RouteReloader(
            camel.context(),
            camel.bound(),
            config.home(),
            CamelSettings.wantedRoutes(config),
            config.http().enabled() ? contract.endpoints() : Set.of());
    parts.push(new ReloadLoop(routes, policies).open(scheduler));
  }

  /** Camel starts all the same when its HTTP server cannot bind; a hub must not. */
  private void requireFreePort() {
    HubConfig.Http http = config.http();
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      if (http.enabled()) {
        probe.bind(new InetSocketAddress(http.host(), http.port()));
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "address '"
              + http.host()
              + ":"
              + http.port()
              + "' cannot be bound ("
              + e.getMessage()
              + "); stop what uses it, or set serai.http.port");
    }
  }

  static PolicyLoader policyLoader(HubConfig config, Map<String, Sandbox> sandboxes) {
    return new PolicyLoader(
        config.home().resolve("policies"),
        () -> Kamelets.of(config.home()),
        Stream.concat(sandboxes.keySet().stream(), Stream.of(Kubernetes.PROVIDER))
            .collect(Collectors.toSet()));
  }

  private Stores openStores() {
    String jdbcUrl = config.database().url();
    if (config.database().embedded()) {
      PostgresServer server = PostgresServer.start(config.state());
      parts.push(server);
      jdbcUrl = server.jdbcUrl();
    }
    Stores stores = Stores.open(config.database(), jdbcUrl, config.run());
    parts.push(stores);
    return stores;
  }

  /** Takes nothing new, lets what runs finish within bounds, and closes every part. */
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
    scheduler.shutdownNow();
    walkers.shutdownNow();
  }
}
