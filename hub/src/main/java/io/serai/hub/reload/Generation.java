package io.serai.hub.reload;

import io.serai.hub.check.RouteFiles;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * One version of the routes inside and of the kamelets, running in a Camel context of its own. What
 * has come in ends in it, whatever comes into force meanwhile; once it is retired and the last has
 * left, it stops. Thread-safe.
 */
final class Generation {

  /** What {@link #inside} is once nobody may come in any more, less those who are still there. */
  private static final int CLOSED = Integer.MIN_VALUE;

  private final Main main;
  private final ProducerTemplate template;
  private final AtomicInteger inside = new AtomicInteger();
  private final Consumer<Generation> left;

  private Generation(Main main, Consumer<Generation> left) {
    this.main = main;
    this.template = main.getCamelContext().createProducerTemplate();
    this.left = left;
  }

  /**
   * Starts a version.
   *
   * @param main has settings and beans
   * @param files its routes, none of which stands at a door
   * @param left is given it once it is retired and empty
   * @throws Exception when it cannot start; nothing of it is left then
   */
  static Generation start(Main main, RouteFiles files, Consumer<Generation> left) throws Exception {
    // That of Camel is a hook of the JVM, which would hold every version there ever was.
    main.setShutdownStrategy(new SimpleMainShutdownStrategy());
    main.addInitialProperty("camel.main.startupSummaryLevel", "Off");
    // All its routes have started before anybody comes in: one that is not there never will be.
    main.addInitialProperty("camel.component.direct.block", "false");
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void afterConfigure(BaseMainSupport configured) {
            load(configured.getCamelContext(), files);
          }
        });
    try {
      main.start();
      return new Generation(main, left);
    } catch (Exception e) {
      main.stop();
      throw e;
    }
  }

  /** The kamelets too: Camel would read them when they are first used, edited or not. */
  private static void load(CamelContext context, RouteFiles files) {
    RoutesLoader loader = PluginHelper.getRoutesLoader(context);
    try {
      loader.loadRoutes(files.resources());
      for (Map.Entry<String, String> kamelet : files.kamelets().entrySet()) {
        loader.loadRoutes(ResourceHelper.fromString(kamelet.getKey(), kamelet.getValue()));
      }
    } catch (Exception e) {
      throw new IllegalStateException("routes could not be loaded; " + e.getMessage(), e);
    }
  }

  /**
   * Builds endpoints that the version before has built, because somebody went there. Camel makes a
   * route of a kamelet when an endpoint is first asked for; all who come meanwhile would wait.
   *
   * @throws RuntimeException when one cannot be built any more
   */
  void build(Collection<String> endpoints, Generation before) {
    for (String endpoint : endpoints) {
      if (before.has(endpoint)) {
        main.getCamelContext().getEndpoint(endpoint);
      }
    }
  }

  /** Whether an endpoint is built. */
  boolean has(String endpoint) {
    return main.getCamelContext().hasEndpoint(endpoint) != null;
  }

  /** Whether it lets one more in; who was must {@link #leave}. */
  boolean enter() {
    return inside.getAndUpdate(now -> now < 0 ? now : now + 1) >= 0;
  }

  /** One who was let in has come to an end. */
  void leave() {
    if (inside.decrementAndGet() == CLOSED) {
      left.accept(this);
    }
  }

  /** Lets nobody in any more. */
  void retire() {
    if (inside.getAndUpdate(now -> now + CLOSED) == 0) {
      left.accept(this);
    }
  }

  /** Sends what a hub itself begins; to be called between coming in and leaving. */
  Exchange send(String endpoint, Processor filled) {
    return template.send(endpoint, filled);
  }

  /**
   * Takes in what came by a door, on an exchange of its own, and puts back what became of it; to be
   * called between coming in and leaving.
   */
  void process(String endpoint, Exchange atDoor) {
    Exchange here = ExchangeHelper.copyExchangeWithProperties(atDoor, main.getCamelContext());
    ExchangeHelper.copyResultsPreservePattern(atDoor, template.send(endpoint, here));
  }

  /** Stops it, at once. */
  void stop() {
    main.stop();
  }
}
