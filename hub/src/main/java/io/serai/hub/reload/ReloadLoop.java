package io.serai.hub.reload;

import io.serai.policy.Policies;
import io.serai.policy.PolicyException;
import io.serai.policy.PolicyStore;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for edits every half second, and says once of each what became of it. */
public final class ReloadLoop {

  private static final Logger LOG = LoggerFactory.getLogger(ReloadLoop.class);
  private static final long POLL_MS = 500;

  private final RouteReloader routes;
  private final PolicyStore policies;
  private final Consumer<Policies> inForce;
  private String lastRefusal = "";

  /**
   * Watches these.
   *
   * @param inForce hears of policies that have come into force
   */
  public ReloadLoop(RouteReloader routes, PolicyStore policies, Consumer<Policies> inForce) {
    this.routes = routes;
    this.policies = policies;
    this.inForce = inForce;
  }

  /**
   * Begins to watch.
   *
   * @return stops watching
   */
  public AutoCloseable open(ScheduledExecutorService scheduler) {
    ScheduledFuture<?> watching =
        scheduler.scheduleWithFixedDelay(this::look, POLL_MS, POLL_MS, TimeUnit.MILLISECONDS);
    return () -> watching.cancel(false);
  }

  private void look() {
    try {
      Set<String> changed = routes.reload();
      if (!changed.isEmpty()) {
        LOG.info("edit in force: routes {}", changed);
      }
      if (policies.reload()) {
        inForce.accept(policies.current());
        LOG.info("edit in force: policies, version {}", policies.current().version());
      }
      lastRefusal = "";
    } catch (RefusedEdit | PolicyException | IOException e) {
      refuse(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      refuse(String.valueOf(e));
    }
  }

  private void refuse(String why) {
    if (!why.equals(lastRefusal)) {
      lastRefusal = why;
      LOG.warn("edit refused, everything runs on as before:\n{}", why);
    }
  }
}
