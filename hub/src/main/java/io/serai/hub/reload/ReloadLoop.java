package io.serai.hub.reload;

import io.serai.hub.version.HomeEdits;
import io.serai.policy.PolicyException;
import io.serai.policy.PolicyStore;
import io.serai.store.Version;
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
  private final HomeEdits edits;
  private final Consumer<Version> inForce;
  private String lastRefusal = "";

  /**
   * Watches these.
   *
   * @param edits says when the files may be read
   * @param inForce hears of versions that have come into force, first of those that are now
   */
  public ReloadLoop(
      RouteReloader routes, PolicyStore policies, HomeEdits edits, Consumer<Version> inForce) {
    this.routes = routes;
    this.policies = policies;
    this.edits = edits;
    this.inForce = inForce;
  }

  /**
   * Begins to watch.
   *
   * @return stops watching
   */
  public AutoCloseable open(ScheduledExecutorService scheduler) {
    inForce.accept(routes.inForce().version());
    inForce.accept(policiesInForce());
    ScheduledFuture<?> watching =
        scheduler.scheduleWithFixedDelay(this::look, POLL_MS, POLL_MS, TimeUnit.MILLISECONDS);
    return () -> watching.cancel(false);
  }

  private void look() {
    try (HomeEdits.Turn turn = edits.reading()) {
      if (turn.granted()) {
        takeEdits();
        lastRefusal = "";
      }
    } catch (RefusedEdit | PolicyException | IOException e) {
      refuse(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      refuse(String.valueOf(e));
    }
  }

  private void takeEdits() throws RefusedEdit, PolicyException, IOException {
    String before = routes.inForce().digest();
    Set<String> changed = routes.reload();
    if (!routes.inForce().digest().equals(before)) {
      inForce.accept(routes.inForce().version());
      LOG.info("edit in force: routes {}", changed);
    }
    if (policies.reload()) {
      inForce.accept(policiesInForce());
      LOG.info("edit in force: policies, version {}", policies.current().version());
    }
  }

  private Version policiesInForce() {
    return Version.of(Version.Kind.POLICIES, policies.current().texts().files());
  }

  private void refuse(String why) {
    if (!why.equals(lastRefusal)) {
      lastRefusal = why;
      LOG.warn("edit refused, everything runs on as before:\n{}", why);
    }
  }
}
