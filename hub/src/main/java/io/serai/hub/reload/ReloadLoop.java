package io.serai.hub.reload;

import io.serai.hub.check.RouteFiles;
import io.serai.policy.Policies;
import io.serai.policy.PolicyException;
import io.serai.policy.PolicyStore;
import io.serai.store.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for edits, puts them in force whole or not at all, and says once of each what became of it.
 * An edit is all that differs, in routes, kamelets and policies, once it stands still: what is
 * being written is left alone.
 */
public final class ReloadLoop {

  private static final Logger LOG = LoggerFactory.getLogger(ReloadLoop.class);
  private static final long STILL_MS = 100;

  private final Callable<RouteFiles> files;
  private final RouteReloader routes;
  private final PolicyStore policies;
  private final Consumer<Version> inForce;
  private final EditOutcomes outcomes;
  private final Lock home;
  private Edit decided;
  private String lastFailure = "";

  private record Edit(RouteFiles routes, String policies) {}

  /**
   * Watches these.
   *
   * @param files reads the files of routes and kamelets as they are now
   * @param routes puts them in force
   * @param policies those in force, and what their files say
   * @param inForce hears of versions that have come into force, first of those that are now
   * @param outcomes hear of every edit
   * @param home held while the files are looked at
   */
  public ReloadLoop(
      Callable<RouteFiles> files,
      RouteReloader routes,
      PolicyStore policies,
      Consumer<Version> inForce,
      EditOutcomes outcomes,
      Lock home) {
    this.files = files;
    this.routes = routes;
    this.policies = policies;
    this.inForce = inForce;
    this.outcomes = outcomes;
    this.home = home;
    this.decided = new Edit(routes.inForce(), policies.current().digest());
  }

  /**
   * Begins to watch.
   *
   * @param each how long from one look to the next
   * @param rest how long a version of routes and kamelets is in force before another may follow
   * @return stops watching
   */
  public AutoCloseable open(ScheduledExecutorService scheduler, Duration each, Duration rest) {
    inForce.accept(routes.inForce().version());
    inForce.accept(version(policies.current()));
    ScheduledFuture<?> watching =
        scheduler.scheduleWithFixedDelay(
            () -> look(rest), each.toMillis(), each.toMillis(), TimeUnit.MILLISECONDS);
    return () -> watching.cancel(false);
  }

  private void look(Duration rest) {
    home.lock();
    try {
      Edit found = read();
      if (!found.equals(decided) && mayFollow(found, rest) && standsStill(found)) {
        decide(found);
      }
      lastFailure = "";
    } catch (Exception e) {
      fail(e);
    } finally {
      home.unlock();
    }
  }

  private Edit read() throws Exception {
    return new Edit(files.call(), policies.digestOfFiles());
  }

  /**
   * Starting routes is what jobs notice of edits, so that versions of them, and only they, rest.
   */
  private boolean mayFollow(Edit edit, Duration rest) {
    return edit.routes().equals(routes.inForce()) || routes.mayBeReplaced(rest);
  }

  private boolean standsStill(Edit edit) throws Exception {
    TimeUnit.MILLISECONDS.sleep(STILL_MS);
    return read().equals(edit);
  }

  private void decide(Edit edit) {
    try {
      Policies fit = fitPolicies(edit);
      if (fit.digest().equals(edit.policies())) {
        decided = edit;
        putInForce(edit, fit);
        outcomes.inForce();
      }
    } catch (RefusedEdit e) {
      refuse(edit);
      LOG.warn("edit refused, everything runs on as before:\n{}", e.getMessage());
    } catch (RuntimeException e) {
      refuse(edit);
      LOG.error("edit refused, everything runs on as before; it could not be judged", e);
    }
  }

  private void refuse(Edit edit) {
    decided = edit;
    outcomes.refused();
  }

  /** The policies of an edit whose parts are all fit; the finding of all that is not. */
  private Policies fitPolicies(Edit edit) throws RefusedEdit {
    List<Object> problems = new ArrayList<>();
    Policies fit = null;
    try {
      fit = staysFit(edit) ? policies.current() : policies.load();
    } catch (PolicyException e) {
      problems.addAll(e.problems());
    }
    try {
      routes.check(edit.routes());
    } catch (RefusedEdit e) {
      problems.addAll(e.findings());
    }
    if (fit == null || !problems.isEmpty()) {
      throw new RefusedEdit(problems);
    }
    return fit;
  }

  /** Policies speak of kamelets, and of nothing else that is edited beside them. */
  private boolean staysFit(Edit edit) {
    return edit.policies().equals(policies.current().digest())
        && edit.routes().kamelets().equals(routes.inForce().kamelets());
  }

  private void putInForce(Edit edit, Policies fit) throws RefusedEdit {
    Set<String> changed = edit.routes().differencesFrom(routes.inForce());
    routes.put(edit.routes(), fit);
    if (!changed.isEmpty()) {
      inForce.accept(edit.routes().version());
      LOG.info("edit in force: routes {}", changed);
    }
    if (!fit.digest().equals(policies.current().digest())) {
      policies.put(fit);
      inForce.accept(version(fit));
      LOG.info("edit in force: policies, version {}", fit.version());
    }
  }

  private static Version version(Policies policies) {
    return Version.of(Version.Kind.POLICIES, policies.texts().files());
  }

  private void fail(Exception failure) {
    String why = String.valueOf(failure);
    if (!why.equals(lastFailure)) {
      lastFailure = why;
      LOG.warn("files cannot be looked at, everything runs on as before: {}", why);
    }
  }
}
