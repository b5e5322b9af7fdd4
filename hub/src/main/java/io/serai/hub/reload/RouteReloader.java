package io.serai.hub.reload;

import io.serai.hub.check.FileRules;
import io.serai.hub.check.Finding;
import io.serai.hub.check.RouteFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/**
 * Keeps the running routes and kamelets as their files say. An edit is tried in a scratch context
 * first; only when all of it builds are the routes swapped, one by one. Not thread-safe.
 */
public final class RouteReloader {

  /** Longer than any job may run, so that those under way end on the routes they began on. */
  private static final long SWAP_SECONDS = 90;

  private final CamelContext context;
  private final Map<String, Object> beans;
  private final Path home;
  private final Predicate<String> wanted;
  private final Set<String> operations;
  private RouteFiles inForce;

  /**
   * A reloader of routes that have been loaded already.
   *
   * @param context runs them
   * @param beans what the routes name, for the scratch context
   * @param home holds {@code routes} and {@code kamelets}
   * @param wanted tells of a route file whether it is to be loaded
   * @param operations the {@code direct:} endpoints that the HTTP contract sends to
   */
  public RouteReloader(
      CamelContext context,
      Map<String, Object> beans,
      Path home,
      Predicate<String> wanted,
      Set<String> operations)
      throws IOException {
    this.context = context;
    this.beans = Map.copyOf(beans);
    this.home = home;
    this.wanted = wanted;
    this.operations = Set.copyOf(operations);
    this.inForce = RouteFiles.read(home, wanted);
  }

  /**
   * Puts what the files say now in force, whole or not at all.
   *
   * @return the routes that changed; empty when nothing did
   * @throws RefusedEdit when the files are not fit to be; everything runs on as before
   */
  public Set<String> reload() throws RefusedEdit, IOException {
    RouteFiles edited = RouteFiles.read(home, wanted);
    if (edited.equals(inForce)) {
      return Set.of();
    }
    Properties properties = context.getPropertiesComponent().loadProperties();
    List<Finding> findings =
        new ArrayList<>(FileRules.findings(edited, home, properties, beans, operations));
    if (!findings.isEmpty()) {
      throw new RefusedEdit(findings);
    }
    try (ScratchContext scratch = new ScratchContext(properties, beans, edited)) {
      findings.addAll(scratch.tryAll());
      if (!findings.isEmpty()) {
        throw new RefusedEdit(findings);
      }
      Set<String> changed = swap(edited, scratch.routes());
      inForce = edited;
      return changed;
    }
  }

  private Set<String> swap(RouteFiles edited, List<RouteDefinition> routes) throws RefusedEdit {
    Set<String> files = edited.changedSince(inForce);
    boolean kameletsChanged = !edited.kamelets().equals(inForce.kamelets());
    if (kameletsChanged) {
      files.addAll(edited.holding("recipientList:", "kamelet:"));
    }
    if (!Collections.disjoint(files, edited.holding("routeConfiguration:"))) {
      files.addAll(edited.routes().keySet());
    }
    Set<String> changed = new TreeSet<>();
    Set<String> wantedIds = new HashSet<>();
    for (RouteDefinition route : routes) {
      wantedIds.add(route.getRouteId());
      if (files.contains(location(route))) {
        changed.add(route.getRouteId());
      }
    }
    try {
      Set<String> removed = removed(wantedIds);
      changed.addAll(removed);
      for (String id : changed) {
        stopAndRemove(id);
      }
      if (kameletsChanged) {
        forgetKamelets();
      }
      load(edited, files);
    } catch (Exception e) {
      throw new RefusedEdit(List.of(Findings.locate(edited, e)));
    }
    return changed;
  }

  private static String location(RouteDefinition route) {
    Resource resource = route.getResource();
    String location = resource == null ? "" : resource.getLocation();
    return location.substring(location.indexOf(':') + 1);
  }

  private Set<String> removed(Set<String> wantedIds) {
    Set<String> removed = new TreeSet<>();
    for (Route route : context.getRoutes()) {
      if (!route.isCreatedByKamelet() && !wantedIds.contains(route.getRouteId())) {
        removed.add(route.getRouteId());
      }
    }
    return removed;
  }

  private void stopAndRemove(String id) throws Exception {
    if (context.getRoute(id) != null) {
      context.getRouteController().stopRoute(id, SWAP_SECONDS, TimeUnit.SECONDS);
      context.removeRoute(id);
    }
  }

  private void forgetKamelets() throws Exception {
    for (Route route : List.copyOf(context.getRoutes())) {
      if (route.isCreatedByKamelet()) {
        stopAndRemove(route.getRouteId());
      }
    }
    context.removeEndpoints("kamelet:*");
    ((ModelCamelContext) context).removeRouteTemplateDefinitions("*");
  }

  private void load(RouteFiles edited, Set<String> files) throws Exception {
    List<Resource> resources = files.stream().map(edited::resource).toList();
    PluginHelper.getRoutesLoader(context).updateRoutes(resources);
  }
}
