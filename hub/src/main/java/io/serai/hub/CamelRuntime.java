package io.serai.hub;

import io.serai.hub.check.RouteFiles;
import io.serai.hub.config.HubConfig;
import io.serai.hub.context.SharingContext;
import io.serai.hub.dispatch.Entrance;
import io.serai.hub.ingress.RabbitReplyQueue;
import io.serai.hub.reload.Generations;
import io.serai.hub.reload.InsideComponent;
import io.serai.hub.reload.InsideOperations;
import io.serai.hub.reload.RouteReloader;
import io.serai.hub.server.HttpListener;
import io.serai.policy.PolicyStore;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.component.rest.openapi.RestOpenApiComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.EventNotifier;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;

/**
 * Camel with the hub's routes in it: those at the doors in one context as long as the hub runs,
 * those inside in one context for each version.
 */
final class CamelRuntime implements AutoCloseable {

  private static final int EXTRA_WORKERS = 32;

  private final HubConfig config;
  private final PolicyStore policies;
  private final Vertx vertx;
  private final Generations generations = new Generations(this::context);
  private Map<String, Object> bound = Map.of();
  private @Nullable RouteFiles files;
  private volatile @Nullable Main doors;
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
  void start(Beans beans, ConnectionFactory connections, Consumer<CamelContext> edges)
      throws Exception {
    bound = new HashMap<>(beans.byName());
    bound.put("vertx", vertx);
    bound.put("rabbitmqConnections", connections);
    bound.put("rabbitReplyQueue", new RabbitReplyQueue(connections));
    RouteFiles read = readFiles();
    files = read;
    generations.open(read, policies.current());
    openDoors(read.doors(), edges);
  }

  /** What the files of the routes say now. */
  RouteFiles readFiles() throws IOException {
    return RouteFiles.read(config.home(), CamelSettings.wantedRoutes(config));
  }

  /** Camel Main, with a context that knows what others of the process have found out. */
  private static final class SharingMain extends Main {

    @Override
    protected CamelContext createCamelContext() {
      SharingContext context = new SharingContext(false);
      context.getCamelContextExtension().setRegistry(registry);
      return context;
    }
  }

  private Main context(String name) {
    Main main = new SharingMain();
    main.setInitialProperties(CamelSettings.of(config, name));
    main.setPropertyPlaceholderLocations("false");
    bound.forEach(main::bind);
    return main;
  }

  private void openDoors(RouteFiles routes, Consumer<CamelContext> edges) {
    Main main = context("serai");
    doors = main;
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void afterConfigure(BaseMainSupport configured) {
            CamelContext context = configured.getCamelContext();
            context.addComponent("direct", new InsideComponent(generations));
            addServer(context);
            context.getManagementStrategy().addEventNotifier(beforeRoutes(context, edges));
            load(context, routes);
          }
        });
    main.start();
  }

  private void addServer(CamelContext context) {
    if (config.http().enabled()) {
      HttpListener made =
          new HttpListener(config.http(), policies.current().sandbox().maxBodyBytes());
      made.join(context);
      context
          .getComponent("rest-openapi", RestOpenApiComponent.class)
          .setRestOpenapiProcessorStrategy(new InsideOperations(context));
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

  /**
   * Puts edits of the routes in force.
   *
   * @param operations the {@code direct:} endpoints that the HTTP contract sends to
   */
  RouteReloader reloader(Set<String> operations) {
    return new RouteReloader(
        doors(), generations, config.home(), Objects.requireNonNull(files), bound, operations);
  }

  /** The routes at the doors. */
  CamelContext doors() {
    return Objects.requireNonNull(doors).getCamelContext();
  }

  /** The routes inside. */
  Entrance inside() {
    return generations;
  }

  @Override
  public void close() {
    Main opened = doors;
    if (opened != null) {
      opened.stop();
    }
    generations.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
