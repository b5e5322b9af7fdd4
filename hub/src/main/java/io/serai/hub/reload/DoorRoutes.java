package io.serai.hub.reload;

import io.serai.hub.check.RouteFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RouteController;
import org.apache.camel.support.PluginHelper;

/**
 * The routes at the doors. There is one of each: a port, a place in a consumer group. An edited one
 * is stopped and started anew, once what came by it has its answer; meanwhile messages wait at
 * their broker, and HTTP is told to send again.
 */
final class DoorRoutes {

  /** Longer than a request waits for its result. */
  private static final long SWAP_SECONDS = 90;

  /** Which route has a kamelet in it, in the words of Camel. */
  private static final String PARENT = "parentRouteId";

  private final CamelContext context;

  /** Those of a context that runs. */
  DoorRoutes(CamelContext context) {
    this.context = context;
  }

  /**
   * Runs what an edit made of them.
   *
   * @param before their files as they run
   * @param after their files as they are to run
   * @throws Exception when they do not start; those of before run again then
   */
  void swap(RouteFiles before, RouteFiles after) throws Exception {
    Set<String> files = new TreeSet<>(after.changedSince(before));
    files.addAll(before.missingFrom(after));
    boolean kameletsDiffer = !after.kamelets().equals(before.kamelets());
    if (kameletsDiffer) {
      files.addAll(after.holding("kamelet:"));
    }
    if (files.stream().anyMatch(file -> after.holds(file, "routeConfiguration:"))) {
      files.addAll(after.routes().keySet());
    }
    try {
      replace(files, after, kameletsDiffer);
    } catch (Exception e) {
      replace(files, before, kameletsDiffer);
      throw e;
    }
  }

  private void replace(Set<String> files, RouteFiles by, boolean withKamelets) throws Exception {
    List<String> ran = new ArrayList<>();
    for (String id : idsOf(files)) {
      if (controller().getRouteStatus(id).isStarted()) {
        ran.add(id);
      }
      for (String source : sourcesOf(id)) {
        stopAndRemove(source);
      }
      stopAndRemove(id);
    }
    if (withKamelets) {
      forgetKamelets();
    }
    PluginHelper.getRoutesLoader(context)
        .updateRoutes(files.stream().filter(by.routes()::containsKey).map(by::resource).toList());
    // One that is started by hand was started, and goes on.
    for (String id : ran) {
      if (context.getRoute(id) != null && !controller().getRouteStatus(id).isStarted()) {
        controller().startRoute(id);
      }
    }
  }

  private void stopAndRemove(String id) throws Exception {
    controller().stopRoute(id, SWAP_SECONDS, TimeUnit.SECONDS);
    context.removeRoute(id);
  }

  private Set<String> idsOf(Set<String> files) {
    Set<String> ids = new TreeSet<>();
    for (RouteDefinition route : ((ModelCamelContext) context).getRouteDefinitions()) {
      if (files.contains(location(route))) {
        ids.add(route.getRouteId());
      }
    }
    return ids;
  }

  private static String location(RouteDefinition route) {
    Resource resource = route.getResource();
    String location = resource == null ? "" : resource.getLocation();
    return location.substring(location.indexOf(':') + 1);
  }

  /** The routes that Camel has made of kamelets for a route: they would go on without it. */
  private List<String> sourcesOf(String id) {
    return ((ModelCamelContext) context)
        .getRouteDefinitions().stream()
            .filter(each -> Boolean.TRUE.equals(each.isKamelet()))
            .filter(each -> id.equals(each.getTemplateParameters().get(PARENT)))
            .map(RouteDefinition::getRouteId)
            .toList();
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

  private RouteController controller() {
    return context.getRouteController();
  }
}
