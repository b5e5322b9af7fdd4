package io.serai.hub;

import io.serai.hub.callback.CallbackSender;
import io.serai.hub.check.RouteFiles;
import io.serai.hub.config.HubConfig;
import io.serai.hub.dispatch.Dispatcher;
import io.serai.hub.dispatch.RunningJobs;
import io.serai.hub.dispatch.Walker;
import io.serai.hub.embedded.PostgresServer;
import io.serai.hub.http.Health;
import io.serai.hub.http.HttpContract;
import io.serai.hub.ingress.RabbitReplyQueue;
import io.serai.hub.ingress.RabbitTopology;
import io.serai.hub.kubernetes.Kubernetes;
import io.serai.hub.node.NodeOptions;
import io.serai.hub.node.NodeOptions.Listen;
import io.serai.hub.node.SandboxNode;
import io.serai.hub.remote.NodeClient;
import io.serai.hub.remote.NodeComponent;
import io.serai.hub.remote.RequestSigner;
import io.serai.hub.remote.auth.CloudSigners;
import io.serai.hub.sandbox.SandboxComponent;
import io.serai.hub.sandbox.Sessions;
import io.serai.hub.trial.Departures;
import io.serai.hub.trial.EchoSandbox;
import io.serai.hub.trial.StandIns;
import io.serai.hub.webhook.WebhookDoors;
import io.serai.policy.PolicyStore;
import io.serai.results.Completions;
import io.serai.router.Fleet;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.Sandbox;
import io.serai.store.LargeParts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/**
 * A Camel context with the stages of a home, over a real database, with brokers and sandboxes
 * replaced.
 */
final class StageContext implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StageContext.class);

  private static final String STAGE = "direct:";

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final ScheduledExecutorService threads = Executors.newSingleThreadScheduledExecutor();
  private final Departures departures = new Departures();
  private final Set<String> names = new HashSet<>();
  private final PolicyStore policies;
  private final Stores stores;
  private final SandboxNode echoNode;

  /**
   * Starts the stages.
   *
   * @param clusters that jobs may be sent to; closed with the stages
   * @throws Exception when they do not start; nothing is left of them then
   */
  StageContext(HubConfig config, Kubernetes clusters) throws Exception {
    parts.push(threads::shutdownNow);
    Map<String, Sandbox> sandboxes =
        EchoSandbox.all().collect(Collectors.toMap(Sandbox::provider, Function.identity()));
    try {
      policies = new PolicyStore(Hub.policyLoader(config, sandboxes));
      stores = stores(config);
      echoNode = part(echoNode(config));
      bind("kubernetes", part(clusters));
      bind(config, sandboxes);
      letSourcesStart();
      loadRoutes(config.home());
      names.addAll(loadedNames());
      StandIns.putInto(context, departures);
      part(context).start();
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  private <T extends AutoCloseable> T part(T part) {
    parts.push(part);
    return part;
  }

  private Stores stores(HubConfig config) {
    PostgresServer server = part(PostgresServer.start(config.state()));
    return part(Stores.open(config.database(), server.jdbcUrl(), config.run(), LargeParts.none()));
  }

  private static SandboxNode echoNode(HubConfig config) throws Exception {
    NodeOptions options =
        new NodeOptions(
            "echo",
            "private",
            "local",
            new Listen("127.0.0.1", 0),
            null,
            4,
            true,
            Duration.ofSeconds(1));
    SandboxNode node =
        new SandboxNode(
            options, config, HubSetup.of(Stream.of(new EchoSandbox("process"))), Clock.systemUTC());
    node.start();
    return node;
  }

  private void bind(HubConfig config, Map<String, Sandbox> sandboxes) {
    Sessions sessions = new Sessions(() -> policies.current().sandbox());
    beans(config, new Targets(sandboxes, sessions), sessions)
        .byName()
        .forEach(context.getRegistry()::bind);
    bind("sandbox", new SandboxComponent(sandboxes, id -> RunObserver.NONE, sessions));
    NodeClient nodes = part(new NodeClient(new HubConfig.Tls("", "", "")));
    bind(
        "node",
        new NodeComponent(nodes, id -> RunObserver.NONE, StageContext::unsigned, trace -> true));
    CachingConnectionFactory rabbitmq = RabbitTopology.connections(config.rabbitmq());
    parts.push(rabbitmq::destroy);
    bind("rabbitmqConnections", rabbitmq);
    bind("rabbitReplyQueue", new RabbitReplyQueue(rabbitmq));
  }

  private void bind(String name, Object bean) {
    context.getRegistry().bind(name, bean);
  }

  /** What sources need beside beans; no broker is there. */
  private void letSourcesStart() {
    context.getRegistry().findByType(WebhookDoors.class).forEach(each -> each.configure(context));
    context
        .getComponent("kafka", KafkaComponent.class)
        .getConfiguration()
        .setBrokers("127.0.0.1:1");
  }

  private void loadRoutes(Path home) throws Exception {
    context.getPropertiesComponent().addInitialProperty("serai.home", home.toString());
    context
        .getPropertiesComponent()
        .addInitialProperty("camel.component.kamelet.location", "file:" + home + "/kamelets");
    RouteFiles files =
        RouteFiles.read(
            home, file -> file.matches("routes/(\\d\\d-.*|errors.camel.yaml|ingress/refused/.*)"));
    PluginHelper.getRoutesLoader(context).loadRoutes(files.resources());
    for (String kamelet : files.kamelets().keySet()) {
      PluginHelper.getRoutesLoader(context)
          .loadRoutes(ResourceHelper.fromString(kamelet, files.kamelets().get(kamelet)));
    }
  }

  private Set<String> loadedNames() {
    Stream<String> stages =
        context.getRouteDefinitions().stream()
            .map(each -> each.getInput().getEndpointUri())
            .filter(uri -> uri.startsWith(STAGE))
            .map(uri -> uri.substring(STAGE.length()));
    Stream<String> kamelets =
        context.getRouteTemplateDefinitions().stream().map(each -> "kamelet:" + each.getId());
    return Stream.concat(stages, kamelets).collect(Collectors.toSet());
  }

  /** The signer of an endpoint must be there; without credentials it signs nothing here. */
  private static RequestSigner unsigned(String auth, Map<String, Object> parameters) {
    RequestSigner unused = new CloudSigners(Clock.systemUTC()).of(auth, parameters);
    return RequestSigner.NONE;
  }

  private Beans beans(HubConfig config, Targets targets, Sessions sessions) {
    RunningJobs running = new RunningJobs();
    Completions completions = new Completions(stores.jobs(), result -> {});
    QueueWiring queue = new QueueWiring(config, stores, policies, completions);
    Dispatcher dispatcher =
        queue.dispatcher(
            new Walker(
                (endpoint, filled) -> context.createProducerTemplate().send(endpoint, filled)),
            running,
            new Dispatcher.Threads(threads, threads));
    return new Wiring(
            config,
            HttpContract.of(config.home()),
            policies,
            stores,
            new MetricsWiring(false, trace -> false))
        .intake(queue, dispatcher, Clock.systemUTC())
        .stages(targets, new Fleet(System::nanoTime))
        .approval(new ApprovalWiring(policies, stores, completions, id -> {}, false))
        .recipients(threads, Clock.systemUTC())
        .records(completions, walk -> {}, Clock.systemUTC())
        .http(dispatcher, running, completions, new Health(Map.of()))
        .sessions(sessions)
        .queues()
        .webhooks(
            new CallbackSender(() -> policies.current().webhooks().callbacks()), Clock.systemUTC())
        .beans();
  }

  DefaultCamelContext context() {
    return context;
  }

  /** The stages, and the kamelets as {@code kamelet:…}: all that a test may name. */
  Set<String> names() {
    return names;
  }

  PolicyStore policies() {
    return policies;
  }

  Stores stores() {
    return stores;
  }

  /** What would have left the hub. */
  Departures departures() {
    return departures;
  }

  /** Of the node that prints its program. */
  URI echoNode() {
    return echoNode.address();
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("what tests were sent to cannot be closed: {}", e.getMessage());
      }
    }
  }
}
