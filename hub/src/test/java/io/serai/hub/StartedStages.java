package io.serai.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.hub.callback.CallbackSender;
import io.serai.hub.check.RouteFiles;
import io.serai.hub.config.ConfigReader;
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
import io.serai.hub.kubernetes.TestCluster;
import io.serai.hub.moderator.TestModerator;
import io.serai.hub.node.StartedNode;
import io.serai.hub.remote.NodeClient;
import io.serai.hub.remote.NodeComponent;
import io.serai.hub.remote.RequestSigner;
import io.serai.hub.remote.auth.CloudSigners;
import io.serai.hub.sandbox.SandboxComponent;
import io.serai.hub.sandbox.Sessions;
import io.serai.hub.webhook.WebhookDoors;
import io.serai.intake.InvalidMessage;
import io.serai.job.Deferred;
import io.serai.job.Job;
import io.serai.job.Refused;
import io.serai.job.Walk;
import io.serai.json.Json;
import io.serai.moderation.Inquiry;
import io.serai.moderation.Moderation;
import io.serai.moderation.model.BgeEmbedder;
import io.serai.moderation.model.Models;
import io.serai.policy.ModerationPolicy;
import io.serai.policy.PolicyLoader;
import io.serai.policy.PolicyStore;
import io.serai.results.Completions;
import io.serai.router.Fleet;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.Sandbox;
import io.serai.store.LargeParts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;

/** The stages as they run in a hub, over a real database, with brokers and sandboxes replaced. */
final class StartedStages implements AutoCloseable {

  /** The steps that leave the hub, by route. */
  private static final Map<String, List<String>> EXTERNAL =
      Map.of(
          "reply-rabbitmq", List.of("rabbitmq-reply-queue", "rabbitmq-results"),
          "reply-kafka", List.of("kafka-results"));

  private final DefaultCamelContext context = new DefaultCamelContext();
  private final PostgresServer server;
  private final Stores stores;
  private final PolicyStore policies;
  private final NodeClient nodes = new NodeClient(new HubConfig.Tls("", "", ""));
  private final StartedNode echoNode;
  private final TestCluster cluster;
  private final ScheduledExecutorService threads = Executors.newSingleThreadScheduledExecutor();

  private StartedStages(Path home, Path state) throws Exception {
    HubConfig config =
        new ConfigReader()
            .settings(Map.of("serai.state", state.toString(), "serai.run.slots", "1000"))
            .read(home);
    server = PostgresServer.start(state);
    echoNode = StartedNode.start(new EchoSandbox("process"), state, null, 4, Duration.ofSeconds(1));
    stores = Stores.open(config.database(), server.jdbcUrl(), config.run(), LargeParts.none());
    Map<String, Sandbox> sandboxes =
        Map.of(
            "process", new EchoSandbox("process"),
            "docker", new EchoSandbox("docker"),
            "gvisor", new EchoSandbox("gvisor"));
    policies =
        new PolicyStore(
            new PolicyLoader(
                home.resolve("policies"),
                () -> Kamelets.of(home),
                sandboxes.keySet(),
                ModerationWiring.models(config)::complaint,
                false));
    Sessions sessions = new Sessions(() -> policies.current().sandbox());
    Targets targets = new Targets(sandboxes, sessions);
    beans(config, targets, sessions).byName().forEach(context.getRegistry()::bind);
    context
        .getRegistry()
        .bind("sandbox", new SandboxComponent(sandboxes, id -> RunObserver.NONE, sessions));
    NodeComponent component =
        new NodeComponent(nodes, id -> RunObserver.NONE, StartedStages::unsigned, trace -> true);
    context.getRegistry().bind("node", component);
    cluster = TestCluster.start(state);
    context.getRegistry().bind("kubernetes", new Kubernetes(id -> RunObserver.NONE));
    ConnectionFactory rabbitmq = RabbitTopology.connections(config.rabbitmq());
    context.getRegistry().bind("rabbitmqConnections", rabbitmq);
    context.getRegistry().bind("rabbitReplyQueue", new RabbitReplyQueue(rabbitmq));
    letSourcesStart();
    loadRoutes(home);
    replaceWhatLeavesTheHub();
    context.start();
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
          .loadRoutes(
              org.apache.camel.support.ResourceHelper.fromString(
                  kamelet, files.kamelets().get(kamelet)));
    }
  }

  /** The signer of an endpoint must be there; without credentials it signs nothing here. */
  private static RequestSigner unsigned(String auth, Map<String, Object> parameters) {
    RequestSigner unused = new CloudSigners(Clock.systemUTC()).of(auth, parameters);
    return RequestSigner.NONE;
  }

  static StartedStages start(Path home, Path state) throws Exception {
    return new StartedStages(home, state);
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

  private void replaceWhatLeavesTheHub() throws Exception {
    for (Map.Entry<String, List<String>> each : EXTERNAL.entrySet()) {
      AdviceWith.adviceWith(
          context,
          each.getKey(),
          route ->
              each.getValue().forEach(step -> route.weaveById(step).replace().to("mock:" + step)));
    }
  }

  /**
   * Sends what a test gives to a stage.
   *
   * @return {@code out} with what the stage left, or {@code refused} with code and message
   */
  JsonNode send(String route, JsonNode in) throws Exception {
    MockEndpoint.resetMocks(context);
    return route.endsWith("-source") ? open(route, in) : sendToStage(route, in);
  }

  private JsonNode open(String kamelet, JsonNode in) {
    try {
      return new StartedSource(context, kamelet).send(in);
    } catch (Exception e) {
      return Json.MAPPER.createObjectNode().set("refused", refusal(e));
    }
  }

  private JsonNode sendToStage(String route, JsonNode in) throws Exception {
    Exchange exchange = new DefaultExchange(context);
    StageInput input = new StageInput(stores, policies, echoNode.address(), in);
    input.apply(exchange);
    Exchange ended =
        in.has("moderator") ? ask(route, in, exchange) : send(endpoint(route), exchange);
    ObjectNode left = Json.MAPPER.createObjectNode();
    if (ended.getException() != null) {
      left.set("refused", refusal(ended.getException()));
    } else {
      left.set("out", new StageOutput(route, stores, ended, context).read());
    }
    return left;
  }

  private static String endpoint(String route) {
    return route.startsWith("kamelet:") ? route : "direct:" + route;
  }

  private Exchange send(String endpoint, Exchange exchange) {
    return context.createProducerTemplate().send(endpoint, exchange);
  }

  /** Has a kamelet ask a moderator that answers as the test says. */
  private Exchange ask(String kamelet, JsonNode in, Exchange exchange) throws Exception {
    JsonNode says = in.path("moderator");
    try (TestModerator moderator =
        TestModerator.answering(says.path("status").asInt(), says.path("answer").toString())) {
      ModerationPolicy policy = moderator.policy(kamelet);
      Moderation moderation =
          new Moderation(policy, new Models(Path.of("none"), new BgeEmbedder()));
      Inquiry inquiry =
          moderation.inquiry(exchange.getMessage().getMandatoryBody(Job.class)).orElseThrow();
      exchange.setProperty(Walk.INQUIRY, inquiry);
      return send(inquiry.recipient(), exchange);
    }
  }

  private static ObjectNode refusal(Throwable thrown) {
    Throwable cause = thrown;
    while (!(cause instanceof Refused
            || cause instanceof Deferred
            || cause instanceof InvalidMessage)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String code =
        cause instanceof Refused refused
            ? refused.reason().code()
            : cause instanceof Deferred deferred
                ? deferred.reason().code()
                : cause instanceof InvalidMessage invalid ? invalid.code().word() : "failure";
    return Json.MAPPER
        .createObjectNode()
        .put("code", code)
        .put("message", String.valueOf(cause.getMessage()))
        .put("rule", cause instanceof Refused refused ? refused.reason().rule() : "");
  }

  @Override
  public void close() {
    context.stop();
    threads.shutdownNow();
    echoNode.close();
    nodes.close();
    stores.close();
    server.close();
    cluster.close();
  }

  static String property(String name) {
    return switch (name) {
      case "verdict" -> Walk.VERDICT;
      case "grant" -> Walk.GRANT;
      case "placement" -> Walk.PLACEMENT;
      default -> throw new IllegalArgumentException(name);
    };
  }
}
