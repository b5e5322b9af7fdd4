package io.serai.hub.reload;

import io.serai.hub.check.FileRules;
import io.serai.hub.check.Finding;
import io.serai.hub.check.RouteFiles;
import io.serai.policy.Policies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.CamelContext;

/**
 * Keeps the running routes and kamelets as their files say. An edit is tried in a scratch context
 * first. Then its routes inside start as a new generation beside the old one, and only when they
 * run does what comes in go there; what came in before ends where it began. Not thread-safe.
 */
public final class RouteReloader {

  private final CamelContext doors;
  private final Generations generations;
  private final Properties settings;
  private final Map<String, Object> beans;
  private final FileRules rules;
  private volatile RouteFiles inForce;
  private long inForceSince = System.nanoTime();

  /**
   * A reloader of routes that run already.
   *
   * @param doors runs those at the doors
   * @param generations run those inside
   * @param home where the form of kamelets is
   * @param inForce the files that both were loaded from
   * @param beans what the routes name, for the scratch context
   * @param operations the {@code direct:} endpoints that the HTTP contract sends to
   */
  public RouteReloader(
      CamelContext doors,
      Generations generations,
      Path home,
      RouteFiles inForce,
      Map<String, Object> beans,
      Set<String> operations) {
    this.doors = doors;
    this.generations = generations;
    this.settings = doors.getPropertiesComponent().loadProperties();
    this.inForce = inForce;
    this.beans = Map.copyOf(beans);
    this.rules = new FileRules(home, settings, this.beans, operations);
  }

  /** The files in force. */
  public RouteFiles inForce() {
    return inForce;
  }

  /**
   * Whether another version may follow now, or the one in force has to rest first, or jobs of
   * earlier ones to end.
   */
  boolean mayBeReplaced(Duration rest) {
    return System.nanoTime() - inForceSince >= rest.toNanos() && generations.haveRoom();
  }

  /**
   * Tries files without running any of them, as far as {@link #put} does not: it builds the routes
   * inside and starts them before any of them is in force.
   *
   * @throws RefusedEdit when they are not fit to be put in force
   */
  void check(RouteFiles edited) throws RefusedEdit {
    if (edited.equals(inForce)) {
      return;
    }
    List<Finding> findings = new ArrayList<>(rules.findings(edited));
    if (findings.isEmpty()) {
      findings.addAll(tried(edited.toTry(inForce)));
    }
    refuse(findings);
  }

  /**
   * Puts files that have been checked in force, with policies, whole or not at all.
   *
   * @throws RefusedEdit when they do not start; everything runs on as before
   */
  void put(RouteFiles edited, Policies policies) throws RefusedEdit {
    try {
      swap(edited, policies);
    } catch (Exception e) {
      refuse(tried(edited));
      refuse(List.of(Findings.locate(edited, e)));
    }
    if (!edited.equals(inForce)) {
      inForce = edited;
      inForceSince = System.nanoTime();
    }
  }

  private static void refuse(List<Finding> findings) throws RefusedEdit {
    if (!findings.isEmpty()) {
      throw new RefusedEdit(findings);
    }
  }

  /** Everything that is wrong with the files, found without starting any of them. */
  private List<Finding> tried(RouteFiles edited) {
    if (edited.isEmpty()) {
      return List.of();
    }
    try (ScratchContext scratch = new ScratchContext(settings, beans, edited)) {
      return scratch.tryAll();
    }
  }

  /**
   * A version is in force once it has what jobs will ask of it, and before its doors open: they may
   * send to what only it has.
   */
  private void swap(RouteFiles edited, Policies policies) throws Exception {
    InForce before = generations.inForce();
    InForce next = new InForce(insideOf(edited, before), policies, edited.digest());
    try {
      next.routes().build(policies.recipients(), before.routes());
      generations.put(next);
      putDoors(edited);
    } catch (Exception e) {
      generations.put(before);
      retire(next, before);
      throw e;
    }
    retire(before, next);
  }

  private Generation insideOf(RouteFiles edited, InForce before) throws Exception {
    RouteFiles inside = edited.inside();
    return inside.equals(inForce.inside()) ? before.routes() : generations.start(inside);
  }

  private void retire(InForce old, InForce inForce) {
    if (old.routes() != inForce.routes()) {
      generations.retire(old.routes());
    }
  }

  private void putDoors(RouteFiles edited) throws Exception {
    RouteFiles before = inForce.doors();
    RouteFiles after = edited.doors();
    if (!after.equals(before)) {
      new DoorRoutes(doors).swap(before, after);
    }
  }
}
