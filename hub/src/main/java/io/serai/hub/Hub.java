package io.serai.hub;

import io.serai.hub.access.Access;
import io.serai.hub.config.HubConfig;
import io.serai.hub.dispatch.AwaitedElsewhere;
import io.serai.hub.dispatch.Dispatcher;
import io.serai.hub.dispatch.OutboxRelay;
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
import io.serai.hub.server.HttpListener;
import io.serai.hub.threads.HubThreads;
import io.serai.policy.PolicyLoader;
import io.serai.policy.PolicyStore;
import io.serai.policy.RouterPolicy;
import io.serai.results.Completions;
import io.serai.router.Fleet;
import io.serai.sandbox.Readiness;
import io.serai.sandbox.Sandbox;
import io.serai.traces.TraceExport;
import java.io.IOException;
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
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running hub: its parts, started in order and closed in reverse. */
public final class Hub implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
  private static final long RENEW_SECONDS = 5;

  private final HubConfig config;
  private final HubSetup setup;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(4);
  private final ExecutorService walkers = HubThreads.perTask("walker");
  private final Dispatcher.Threads threads = new Dispatcher.Threads(walkers, scheduler);

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
      startParts();
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  private void startParts() throws Exception {
    PolicyStore policies = new PolicyStore(policyLoader(config, setup.sandboxes()));
    Stores stores = openStores();
    Replies replies = part(new Replies(stores, policies));
    Access access = openAccess(stores);
    Slots slots = new Slots(config.run().slots());
    RunningJobs running = new RunningJobs();
    Fleet fleet = new Fleet(System::nanoTime);
    Sessions sessions = new Sessions(() -> policies.current().sandbox());
    JobEvents events = new JobEvents(running);
    Kubernetes kubernetes = part(new Kubernetes(events::observe));
    Completions completions = new Completions(stores.jobs(), events::ended);
    ApprovalWiring approval = approval(policies, stores, completions, events);
    CamelRuntime camel = new CamelRuntime(config, policies);
    Walker walker = new Walker(camel::template);
    RabbitIngress rabbitmq = new RabbitIngress(config.rabbitmq(), camel::context, scheduler);
    Dispatcher dispatcher = new Dispatcher(stores.jobs(), slots, running, walker::walk, threads);
    Beans beans =
        new Wiring(config, policies, stores)
            .intake(slots, dispatcher, Clock.systemUTC())
            .stages(new Targets(setup.sandboxes(), sessions), fleet)
            .approval(approval)
            .recipients(walkers, Clock.systemUTC())
            .records(completions, traceExport(), Clock.systemUTC())
            .http(dispatcher, running, completions, health(stores, rabbitmq, policies))
            .sessions(sessions)
            .access(access, Clock.systemUTC())
            .queues()
            .webhooks(replies.callbacks(), Clock.systemUTC())
            .engine(setup.engine(), Clock.systemUTC())
            .clusters(kubernetes)
            .beans();
    SandboxComponent runs = new SandboxComponent(setup.sandboxes(), events::observe, sessions);
    NodeComponent nodes = nodes(stores, events, policies, fleet);
    Consumer<CamelContext> edges = edges(stores, new LiveEvents(events, sessions), access);
    camel.start(beans, runs, nodes, rabbitmq.connections(), edges);
    parts.push(camel);
    parts.push(sessions.open(scheduler));
    parts.push(dispatcher);
    watch(camel, policies);
    setup.open(() -> policies.current().sandbox().warm());
    dispatcher.open();
    rabbitmq.open();
    camel.listener().ifPresent(this::listen);
    openClockwork(walker, replies, approval, completions, dispatcher);
  }

  private <T extends AutoCloseable> T part(T part) {
    parts.push(part);
    return part;
  }

  private Access openAccess(Stores stores) throws IOException {
    Access access = new Access(config, stores.keys(), stores.audit(), Clock.systemUTC());
    parts.push(access.open(scheduler));
    return access;
  }

  private ApprovalWiring approval(
      PolicyStore policies, Stores stores, Completions completions, JobEvents events) {
    boolean authenticated = config.access().required();
    return new ApprovalWiring(policies, stores, completions, events::held, authenticated);
  }

  private HttpContract contract() {
    return new HttpContract(config.home().resolve("api/openapi.yaml"));
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
    NodeClient client = part(new NodeClient(config.tls()));
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

  /** What stands on the HTTP server before the first route does: nobody gets round it. */
  private Consumer<CamelContext> edges(Stores stores, LiveEvents events, Access access) {
    HttpServerSetup edges = new HttpServerSetup(contract(), stores.jobs(), events, access);
    return context -> {
      if (config.http().enabled()) {
        edges.apply(context, config.http().port());
      }
    };
  }

  /** Watches the files that the routes came from. */
  private void watch(CamelRuntime camel, PolicyStore policies) throws IOException {
    RouteReloader routes =
        new RouteReloader(
            camel.context(),
            camel.bound(),
            config.home(),
            CamelSettings.wantedRoutes(config),
            config.http().enabled() ? contract().endpoints() : Set.of());
    parts.push(new ReloadLoop(routes, policies).open(scheduler));
  }

  private void listen(HttpListener listener) {
    listener.open();
    ScheduledFuture<?> renewing =
        scheduler.scheduleWithFixedDelay(
            listener::renew, RENEW_SECONDS, RENEW_SECONDS, TimeUnit.SECONDS);
    parts.push(() -> renewing.cancel(false));
  }

  /** What is done again and again, until the hub stops. */
  private void openClockwork(
      Walker walker,
      Replies replies,
      ApprovalWiring approval,
      Completions completions,
      Dispatcher dispatcher) {
    parts.push(replies.relay(walker, new OutboxRelay.Threads(scheduler, walkers)).open());
    parts.push(approval.open(scheduler));
    parts.push(new AwaitedElsewhere(completions, dispatcher::inFlight, scheduler).open());
  }

  static PolicyLoader policyLoader(HubConfig config, Map<String, Sandbox> sandboxes) {
    return new PolicyLoader(
        config.home().resolve("policies"),
        () -> Kamelets.of(config.home()),
        Stream.concat(sandboxes.keySet().stream(), Stream.of(Kubernetes.PROVIDER))
            .collect(Collectors.toSet()),
        ModerationWiring.models(config)::complaint,
        config.access().required());
  }

  private Stores openStores() {
    String jdbcUrl = config.database().url();
    if (config.database().embedded()) {
      PostgresServer server = part(PostgresServer.start(config.state()));
      jdbcUrl = server.jdbcUrl();
    }
    return part(Stores.open(config.database(), jdbcUrl, config.run()));
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
      KafkaIngress kafka = new KafkaIngress(config.kafka());
      parts.push(kafka);
      checks.put("kafka", kafka::readiness);
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
