package io.serai.hub;

import io.serai.hub.access.Access;
import io.serai.hub.callback.CallbackSender;
import io.serai.hub.check.Finding;
import io.serai.hub.check.RouteFiles;
import io.serai.hub.config.HubConfig;
import io.serai.hub.dispatch.Dispatcher;
import io.serai.hub.dispatch.RunningJobs;
import io.serai.hub.dispatch.Walker;
import io.serai.hub.http.Health;
import io.serai.hub.http.HttpContract;
import io.serai.hub.ingress.RabbitReplyQueue;
import io.serai.hub.ingress.RabbitTopology;
import io.serai.hub.kubernetes.Kubernetes;
import io.serai.hub.reload.RouteCheck;
import io.serai.hub.remote.NodeClient;
import io.serai.hub.remote.NodeComponent;
import io.serai.hub.remote.auth.CloudSigners;
import io.serai.hub.sandbox.SandboxComponent;
import io.serai.hub.sandbox.Sessions;
import io.serai.policy.PolicyException;
import io.serai.policy.PolicyLoader;
import io.serai.policy.PolicyStore;
import io.serai.results.Completions;
import io.serai.router.Fleet;
import io.serai.sandbox.RunObserver;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/** Tries all files a hub loads - policies, routes, kamelets - without starting one. */
public final class FileCheck {

  private static final Logger LOG = LoggerFactory.getLogger(FileCheck.class);

  private final HubConfig config;
  private final HubSetup setup;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /** Checks the files of the configured home against these providers. */
  public FileCheck(HubConfig config, HubSetup setup) {
    this.config = config;
    this.setup = setup;
  }

  /** Everything that is wrong; routes and kamelets are looked at whatever the policies are. */
  public List<Finding> findings() throws IOException {
    PolicyLoader loader = Hub.policyLoader(config, setup.sandboxes());
    List<Finding> findings = new ArrayList<>();
    PolicyStore policies = PolicyStore.empty(loader);
    try {
      loader.loadEdit();
      policies = new PolicyStore(loader);
    } catch (PolicyException e) {
      e.problems().stream().map(Finding::of).forEach(findings::add);
    }
    findings.addAll(routeFindings(policies));
    return findings;
  }

  private List<Finding> routeFindings(PolicyStore policies) throws IOException {
    HttpContract contract = HttpContract.of(config.home());
    ScheduledExecutorService unused = Executors.newSingleThreadScheduledExecutor();
    opened.push(unused::shutdownNow);
    try {
      return RouteCheck.findings(
          RouteFiles.read(config.home(), file -> true),
          config.home(),
          CamelSettings.of(config, "check"),
          beans(contract, policies, unused),
          contract.endpoints());
    } finally {
      close();
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    opened.push(part);
    return part;
  }

  /** A hub that runs checks its files again and again: nothing of a check may stay. */
  private void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LOG.warn("what a check has opened cannot be closed: {}", e.getMessage());
      }
    }
  }

  /** What the routes name, over stores that are not there: nothing of it is ever called. */
  private Map<String, Object> beans(
      HttpContract contract, PolicyStore policies, ScheduledExecutorService threads) {
    Stores stores = Stores.absent();
    RunningJobs running = new RunningJobs();
    Completions completions = new Completions(stores.jobs(), result -> {});
    QueueWiring queue = new QueueWiring(config, stores, policies, completions);
    Dispatcher dispatcher =
        queue.dispatcher(
            new Walker(FileCheck::noRoutes), running, new Dispatcher.Threads(threads, threads));
    Access access = new Access(config, stores.keys(), stores.audit(), Clock.systemUTC());
    Sessions sessions = new Sessions(() -> policies.current().sandbox());
    Beans beans =
        new Wiring(
                config, contract, policies, stores, opened(new MetricsWiring(false, id -> false)))
            .intake(queue, dispatcher, Clock.systemUTC())
            .stages(new Targets(setup.sandboxes(), sessions), new Fleet(System::nanoTime))
            .versions()
            .approval(new ApprovalWiring(policies, stores, completions, id -> {}, true))
            .recipients(threads, Clock.systemUTC())
            .records(completions, walk -> {}, Clock.systemUTC())
            .http(dispatcher, running, completions, new Health(Map.of()))
            .sessions(sessions)
            .access(access, Clock.systemUTC())
            .queues()
            .webhooks(sender(policies), Clock.systemUTC())
            .engine(setup.engine(), Clock.systemUTC())
            .clusters(opened(new Kubernetes(id -> RunObserver.NONE)))
            .runs(runs(sessions))
            .beans();
    Map<String, Object> bound = new HashMap<>(beans.byName());
    addRabbitmq(bound);
    return bound;
  }

  private RunComponents runs(Sessions sessions) {
    NodeClient nodes = opened(new NodeClient(new HubConfig.Tls("", "", "")));
    CloudSigners signers = new CloudSigners(Clock.systemUTC());
    return new RunComponents(
        () -> new SandboxComponent(setup.sandboxes(), id -> RunObserver.NONE, sessions),
        () -> new NodeComponent(nodes, id -> RunObserver.NONE, signers, trace -> false));
  }

  private void addRabbitmq(Map<String, Object> bound) {
    CachingConnectionFactory connections = RabbitTopology.connections(config.rabbitmq());
    opened.push(connections::destroy);
    bound.put("rabbitmqConnections", connections);
    bound.put("rabbitReplyQueue", new RabbitReplyQueue(connections));
  }

  private static Exchange noRoutes(String endpoint, Processor filled) {
    throw new IllegalStateException("routes are not started in a check");
  }

  private CallbackSender sender(PolicyStore policies) {
    return opened(new CallbackSender(() -> policies.current().webhooks().callbacks()));
  }
}
