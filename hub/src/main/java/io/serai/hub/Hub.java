package io.serai.hub;

import io.serai.hub.config.HubConfig;
import io.serai.hub.dispatch.Dispatcher;
import io.serai.hub.dispatch.OutboxRelay;
import io.serai.hub.dispatch.ReplyPatience;
import io.serai.hub.dispatch.RunningJobs;
import io.serai.hub.dispatch.Slots;
import io.serai.hub.dispatch.Walker;
import io.serai.hub.embedded.PostgresServer;
import io.serai.hub.events.JobEvents;
import io.serai.hub.http.Health;
import io.serai.hub.http.HttpContract;
import io.serai.hub.http.HttpServerSetup;
import io.serai.hub.http.LiveEvents;
import io.serai.hub.ingress.KafkaIngress;
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
import io.serai.job.JobId;
import io.serai.policy.PolicyLoader;
import io.serai.policy.PolicyStore;
import io.serai.policy.RouterPolicy;
import io.serai.results.Completions;
import io.serai.router.Fleet;
import io.serai.sandbox.Readiness;
import io.serai.sandbox.Sandbox;
import io.serai.traces.TraceExport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running hub: its parts, started in order and closed in reverse. */
public final class Hub implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
  private static final long SWEEP_MS = 500;

  private final HubConfig config;
  private final HubSetup setup;
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
    Kubernetes kubernetes = new Kubernetes(events::observe);
    parts.push(kubernetes);
    Completions completions = new Completions(stores.jobs(), events::ended);
    CamelRuntime camel = new CamelRuntime(config, policies);
    Walker walker = walker(camel, stores);
    RabbitIngress rabbitmq = new RabbitIngress(config.rabbitmq(), camel::context, scheduler);
    Dispatcher.Threads threads = new Dispatcher.Threads(walkers, scheduler);
    Dispatcher dispatcher = new Dispatcher(stores.jobs(), slots, running, walker::walk, threads);
    Beans beans =
        new Wiring(config, policies, stores)
            .intake(slots, dispatcher, Clock.systemUTC())
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
    parts.push(camel);
    parts.push(sessions.open(scheduler));
    parts.push(dispatcher);
    serve(camel, stores, new LiveEvents(events, sessions), policies);
    setup.open(() -> policies.current().sandbox().warm());
    dispatcher.open();
    rabbitmq.open();
    parts.push(new OutboxRelay(stores.outbox(), walker::reply, scheduler).open());
    parts.push(sweep(completions, dispatcher));
  }

  private Walker walker(CamelRuntime camel, Stores stores) {
    return new Walker(
        camel::template, new ReplyPatience(stores.outbox(), config.tries().replies()));
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
      new HttpServerSetup(contract, stores.jobs(), events)
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

  /** Jobs that are awaited here may finish on another hub. */
  private AutoCloseable sweep(Completions completions, Dispatcher dispatcher) {
    Runnable sweep =
        () -> {
          for (JobId id : completions.awaited()) {
            if (!dispatcher.inFlight().contains(id)) {
              completions.check(id);
            }
          }
        };
    ScheduledFuture<?> sweeping =
        scheduler.scheduleWithFixedDelay(
            () -> logged("waiting requests could not be checked", sweep),
            SWEEP_MS,
            SWEEP_MS,
            TimeUnit.MILLISECONDS);
    return () -> sweeping.cancel(false);
  }

  private static void logged(String failure, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.warn("{}: {}", failure, e.getMessage());
    }
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

  private Health health(Stores stores, RabbitIngress rabbitmq, PolicyStore policies) {
    Map<String, Supplier<Readiness>> checks = new LinkedHashMap<>();
    checks.put(
        "database",
        () ->
            stores.answers().getAsBoolean()
                ? new Readiness(true, "answers")
                : new Readiness(false, "does not answer; check serai.database.url"));
    checks.put("sandbox", () -> anySandbox(policies.current().router()));
    if (config.rabbitmq().enabled()) {
      checks.put("rabbitmq", rabbitmq::readiness);
    }
    if (config.kafka().enabled()) {
      checks.put("kafka", new KafkaIngress(config.kafka())::readiness);
    }
    return new Health(checks);
  }

  /** A hub without a sandbox of its own is of use where there are targets elsewhere. */
  private Readiness anySandbox(RouterPolicy router) {
    Map<String, Readiness> found = new LinkedHashMap<>();
    setup.sandboxes().forEach((name, sandbox) -> found.put(name, sandbox.readiness()));
    boolean ready =
        found.values().stream().anyMatch(Readiness::ready)
            || router.targets().stream().anyMatch(target -> !target.isHub());
    return new Readiness(ready, found.toString());
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
