package io.serai.hub;

import io.serai.hub.access.Access;
import io.serai.hub.config.HubConfig;
import io.serai.hub.dispatch.Dispatcher;
import io.serai.hub.dispatch.OutboxRelay;
import io.serai.hub.dispatch.RunningJobs;
import io.serai.hub.dispatch.Walker;
import io.serai.hub.events.JobEvents;
import io.serai.hub.http.Health;
import io.serai.hub.http.HttpContract;
import io.serai.hub.http.HttpServerSetup;
import io.serai.hub.http.LiveEvents;
import io.serai.hub.ingress.RabbitIngress;
import io.serai.hub.kubernetes.Kubernetes;
import io.serai.hub.otel.WalkSpans;
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
import io.serai.results.Completions;
import io.serai.router.Fleet;
import io.serai.sandbox.Sandbox;
import io.serai.store.VersionStore;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running hub: its parts, started in order and closed in reverse. */
public final class Hub implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
  private static final long RENEW_SECONDS = 5;

  private final HubConfig config;
  private final HubSetup setup;
  private final MetricsWiring metrics;
  private final WalkSpans tracing;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Storage storage;
  private final HomeWatch home;
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(4);
  private final ExecutorService walkers = HubThreads.perTask("walker");
  private @Nullable HttpContract contract;
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
    this.tracing = WalkSpans.open(config.otlp());
    this.metrics =
        new MetricsWiring(
            config.metrics(), trace -> !config.otlp().enabled() || tracing.sends(trace));
    this.storage = new Storage(config, parts::push);
    this.home = new HomeWatch(config, setup, metrics);
  }

  /**
   * Starts everything; what had started is closed again when something cannot.
   *
   * @throws Exception when a part cannot start; the message says which and why
   */
  public void start() throws Exception {
    parts.push(metrics);
    parts.push(tracing);
    parts.push(setup);
    try {
      startParts();
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  private void startParts() throws Exception {
    home.begin();
    PolicyStore policies = new PolicyStore(policyLoader(config, setup.sandboxes()));
    Stores stores = storage.open();
    Replies replies = part(new Replies(config, stores, policies));
    Access access = openAccess(stores);
    RunningJobs running = new RunningJobs();
    Fleet fleet = new Fleet(System::nanoTime);
    Sessions sessions = new Sessions(() -> policies.current().sandbox());
    JobEvents events = new JobEvents(running);
    Completions completions = new Completions(stores.jobs(), events::ended);
    ApprovalWiring approval = approval(policies, stores, completions, events);
    CamelRuntime camel = new CamelRuntime(config, policies);
    Walker walker = new Walker(camel.inside());
    RabbitIngress rabbitmq = new RabbitIngress(config.rabbitmq(), camel::doors, scheduler);
    QueueWiring queue = new QueueWiring(config, stores, policies, completions);
    Dispatcher dispatcher = metrics.watched(queue.dispatcher(walker, running, threads), queue);
    Beans beans =
        wiring(policies, stores)
            .intake(queue, dispatcher, Clock.systemUTC())
            .stages(new Targets(setup.sandboxes(), sessions), fleet)
            .approval(approval)
            .recipients(walkers, Clock.systemUTC())
            .records(completions, metrics.counting(tracing), Clock.systemUTC())
            .http(dispatcher, running, completions, health(stores, rabbitmq, queue, policies))
            .sessions(sessions)
            .access(access, Clock.systemUTC())
            .queues()
            .webhooks(replies.callbacks(), Clock.systemUTC())
            .engine(setup.engine(), Clock.systemUTC())
            .clusters(part(new Kubernetes(events::observe)))
            .runs(runComponents(events, sessions, nodes(stores, policies, fleet)))
            .beans();
    LiveEvents live = new LiveEvents(events, sessions);
    camel.start(beans, rabbitmq.connections(), edges(stores, queue, live, access));
    List.of(camel, sessions.open(scheduler), dispatcher).forEach(parts::push);
    open(camel, policies, stores, queue, dispatcher, rabbitmq);
    openClockwork(walker, replies, approval);
    queue.open(dispatcher, scheduler, camel::doors).forEach(parts::push);
  }

  private Wiring wiring(PolicyStore policies, Stores stores) {
    return new Wiring(config, contract(), policies, stores, metrics).versions();
  }

  private void open(
      CamelRuntime camel,
      PolicyStore policies,
      Stores stores,
      QueueWiring queue,
      Dispatcher dispatcher,
      RabbitIngress rabbitmq) {
    watch(camel, policies, stores.versions());
    metrics.count(stores, queue, policies, scheduler).forEach(parts::push);
    storage.keep(stores, metrics, policies::current, scheduler);
    setup.open(() -> policies.current().sandbox().warm(), metrics.watch(setup.sandboxes()));
    dispatcher.open();
    rabbitmq.open();
    camel.listener().ifPresent(this::listen);
  }

  private <T extends AutoCloseable> T part(T part) {
    parts.push(part);
    return part;
  }

  private Access openAccess(Stores stores) {
    Access access = new Access(config, stores.keys(), stores.audit(), Clock.systemUTC());
    parts.push(access.open(scheduler));
    return access;
  }

  private ApprovalWiring approval(
      PolicyStore policies, Stores stores, Completions completions, JobEvents events) {
    boolean authenticated = config.access().required();
    return new ApprovalWiring(policies, stores, completions, events::held, authenticated);
  }

  private Health health(
      Stores stores, RabbitIngress rabbitmq, QueueWiring queue, PolicyStore policies) {
    return new Checks(config, setup, queue.doors())
        .health(stores, rabbitmq, () -> policies.current().router(), parts::push);
  }

  /** Read once: that takes a while as long as the JVM is cold. */
  private HttpContract contract() {
    if (contract == null) {
      contract = HttpContract.of(config.home());
    }
    return contract;
  }

  private RunComponents runComponents(JobEvents events, Sessions sessions, NodeClient nodes) {
    CloudSigners signers = new CloudSigners(Clock.systemUTC());
    return new RunComponents(
        () -> new SandboxComponent(setup.sandboxes(), events::observe, sessions),
        () -> new NodeComponent(nodes, events::observe, signers, tracing::sends));
  }

  /** Keeps track of nodes, and sends to them. */
  private NodeClient nodes(Stores stores, PolicyStore policies, Fleet fleet) {
    NodeClient client = part(new NodeClient(config.tls()));
    NodeDirectory directory =
        new NodeDirectory(stores.nodes(), () -> policies.current().router().listedNodes(), client);
    directory.listen(
        known -> {
          known.forEach(each -> fleet.report(each.report(), each.reportedAtNanos()));
          fleet.forgetSilent();
          metrics.nodes(known);
        });
    parts.push(directory.open());
    return client;
  }

  /** What stands on the HTTP server before the first route does: nobody gets round it. */
  private Consumer<CamelContext> edges(
      Stores stores, QueueWiring queue, LiveEvents events, Access access) {
    HttpServerSetup edges =
        new HttpServerSetup(
            contract(), stores.jobs(), queue.doors(), events, access, metrics.requests(contract()));
    return context -> {
      if (config.http().enabled()) {
        edges.apply(context, config.http().port());
      }
    };
  }

  /** Watches the files that the routes came from. */
  private void watch(CamelRuntime camel, PolicyStore policies, VersionStore versions) {
    Set<String> operations = config.http().enabled() ? contract().endpoints() : Set.of();
    home.open(camel, policies, versions, operations, scheduler).forEach(parts::push);
  }

  private void listen(HttpListener listener) {
    listener.open();
    ScheduledFuture<?> renewing =
        scheduler.scheduleWithFixedDelay(
            listener::renew, RENEW_SECONDS, RENEW_SECONDS, TimeUnit.SECONDS);
    parts.push(() -> renewing.cancel(false));
  }

  /** What is done again and again, until the hub stops. */
  private void openClockwork(Walker walker, Replies replies, ApprovalWiring approval) {
    parts.push(
        replies
            .relay(walker, tracing.replies(), new OutboxRelay.Threads(scheduler, walkers))
            .open());
    parts.push(approval.open(scheduler));
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
