package io.serai.hub.dispatch;

import io.serai.intake.Doors;
import io.serai.results.Completions;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first thing to be closed of a hub: takes no more jobs, then lets what runs end, so that
 * replies still leave and results are still fetched from here.
 *
 * @param doors closed first, so that a request is told, and the hub is not ready any more
 * @param context whose consumers of queues are stopped
 * @param dispatcher ends what runs
 * @param completions whose waiters are sent elsewhere then
 * @param time how long what runs has to end
 */
public record Drain(
    Doors doors,
    Supplier<CamelContext> context,
    Dispatcher dispatcher,
    Completions completions,
    Duration time)
    implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
  private static final List<String> QUEUES = List.of("rabbitmq", "kafka");

  @Override
  public void close() {
    doors.close();
    QUEUES.stream().filter(route -> context.get().getRoute(route) != null).forEach(this::stop);
    dispatcher.drain(time);
    completions.abandon();
  }

  private void stop(String route) {
    try {
      context.get().getRouteController().stopRoute(route);
    } catch (Exception e) {
      LOG.warn("route '{}' could not be stopped: {}", route, e.getMessage());
    }
  }
}
