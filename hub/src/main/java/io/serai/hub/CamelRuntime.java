package io.serai.hub;

import io.serai.hub.check.RouteFiles;
import io.serai.hub.config.HubConfig;
import io.serai.hub.ingress.RabbitReplyQueue;
import io.serai.hub.remote.NodeComponent;
import io.serai.hub.sandbox.SandboxComponent;
import io.serai.hub.server.HttpListener;
import io.serai.policy.PolicyStore;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.EventNotifier;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;

/** Camel with the hub's routes in it. */
final class CamelRuntime implements AutoCloseable {

  private static final int EXTRA_WORKERS = 32;

  private final HubConfig config;
  private final PolicyStore policies;
  private final Vertx vertx;
  private final Main main = new Main();
  private volatile Map<String, Object> bound = Map.of();
  private volatile @Nullable ProducerTemplate template;
  private volatile @Nullable HttpListener listener;

  CamelRuntime(HubConfig config, PolicyStore policies) {
    this.config = config;
    this.policies = policies;
    // A request that waits for its result holds a worker, so there is one for each.
    this.vertx =
        Vertx.vertx(
            new VertxOptions().setWorkerPoolSize(config.http().maxWaiting() + EXTRA_WORKERS));
  }

  /**
   * Loads the routes over these beans, and starts them.
   *
   * @param edges lays onto the HTTP server what must stand there before the first route
   */
  void start(
      Beans beans,
      SandboxComponent sandbox,
      NodeComponent node,
      ConnectionFactory connections,
      Consumer<CamelContext> edges)
      throws Exception {
    main.setInitialProperties(CamelSettings.of(config));
    main.setPropertyPlaceholderLocations("false");
    bound = new HashMap<>(beans.byName());
    bound.put("sandbox", sandbox);
    bound.put("node", node);
    bound.put("vertx", vertx);
    bound.put("rabbitmqConnections", connections);
    bound.put("rabbitReplyQueue", new RabbitReplyQueue(connections));
    bound.forEach(main::bind);
    RouteFiles files = RouteFiles.read(config.home(), CamelSettings.wantedRoutes(config));
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void afterConfigure(BaseMainSupport configured) {
            CamelContext context = configured.getCamelContext();
            addServer(context);
            context.getManagementStrategy().addEventNotifier(beforeRoutes(context, edges));
            load(context, files);
          }
        });
    main.start();
    template = context().createProducerTemplate();
  }

  private void addServer(CamelContext context) {
    if (config.http().enabled()) {
      HttpListener made =
          new HttpListener(config.http(), policies.current().sandbox().maxBodyBytes());
      made.join(context);
      listener = made;
    }
  }

  /** The HTTP server; absent where HTTP is switched off. */
  Optional<HttpListener> listener() {
    return Optional.ofNullable(listener);
  }

  /** The HTTP server has started by then, and no route has. */
  private static EventNotifier beforeRoutes(CamelContext context, Consumer<CamelContext> edges) {
    return new SimpleEventNotifierSupport() {
      @Override
      public boolean isEnabled(CamelEvent event) {
        return event.getType() == CamelEvent.Type.RoutesStarting;
      }

      @Override
      public void notify(CamelEvent event) {
        edges.accept(context);
      }
    };
  }

  private static void load(CamelContext context, RouteFiles files) {
    try {
      PluginHelper.getRoutesLoader(context).loadRoutes(files.resources());
    } catch (Exception e) {
      throw new IllegalStateException("routes could not be loaded; " + e.getMessage(), e);
    }
  }

  /** Everything that has been bound for the routes, by name. */
  Map<String, Object> bound() {
    return bound;
  }

  CamelContext context() {
    return main.getCamelContext();
  }

  ProducerTemplate template() {
    return Objects.requireNonNull(template);
  }

  @Override
  public void close() {
    main.stop();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
