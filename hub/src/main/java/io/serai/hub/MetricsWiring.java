package io.serai.hub;

import io.serai.fleet.NodeReport;
import io.serai.hub.dispatch.Dispatcher;
import io.serai.hub.http.HttpContract;
import io.serai.hub.metrics.BacklogMeters;
import io.serai.hub.metrics.BudgetMeters;
import io.serai.hub.metrics.EditMeters;
import io.serai.hub.metrics.HttpMeters;
import io.serai.hub.metrics.LlmTimer;
import io.serai.hub.metrics.Metrics;
import io.serai.hub.metrics.MetricsRequests;
import io.serai.hub.metrics.PartitionMeters;
import io.serai.hub.metrics.StateMeters;
import io.serai.hub.metrics.WalkMeters;
import io.serai.hub.objects.ResultMover;
import io.serai.hub.reload.EditOutcomes;
import io.serai.hub.remote.NodeDirectory.Known;
import io.serai.policy.PolicyStore;
import io.serai.sandbox.Sandbox;
import io.serai.sandbox.StartObserver;
import io.serai.traces.TraceExport;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/** The meters of a hub, and what each watches. */
final class MetricsWiring implements AutoCloseable {

  private final boolean enabled;
  private final Metrics metrics = new Metrics();
  private final StateMeters state = new StateMeters(metrics);
  private final WalkMeters walks;

  /**
   * Meters; of the JVM only, where they are not enabled.
   *
   * @param traced whether the trace of an id can be looked at
   */
  MetricsWiring(boolean enabled, Predicate<String> traced) {
    this.enabled = enabled;
    walks = new WalkMeters(metrics, traced);
  }

  void bind(Beans.Builder beans) {
    beans.add("metricsRequests", new MetricsRequests(metrics));
    if (enabled) {
      beans.add("routeMeters", metrics.routes());
      beans.add("llmTimer", new LlmTimer(metrics));
    }
  }

  /** Counts the walks that are exported. */
  TraceExport counting(TraceExport export) {
    return enabled
        ? walk -> {
          walks.export(walk);
          export.export(walk);
        }
        : export;
  }

  /** Counts the requests that pass. */
  Handler<RoutingContext> requests(HttpContract contract) {
    return enabled ? new HttpMeters(contract, metrics) : RoutingContext::next;
  }

  /** Hears of the sandboxes that each provider makes, and shows those that wait. */
  Function<String, StartObserver> watch(Map<String, Sandbox> sandboxes) {
    return state.watch(sandboxes);
  }

  /** Counts edits. */
  EditOutcomes edits() {
    return new EditMeters(metrics);
  }

  /** Shows whether the repository of the home can be pulled from. */
  void watchPulls(BooleanSupplier failing) {
    state.watchPulls(failing);
  }

  /** The same dispatcher, watched. */
  Dispatcher watched(Dispatcher dispatcher, QueueWiring queue) {
    state.watch(dispatcher, queue.slots());
    return dispatcher;
  }

  /** The same mover, watched. */
  ResultMover watched(ResultMover mover) {
    state.watch(mover);
    return mover;
  }

  void nodes(List<Known> known) {
    List<NodeReport> reports = known.stream().map(Known::report).toList();
    state.nodes(reports);
  }

  /**
   * Counts again and again what waits, what part of their budgets tenants have spent, and how far
   * partitions are ahead.
   *
   * @return what stops it
   */
  List<AutoCloseable> count(
      Stores stores, QueueWiring queue, PolicyStore policies, ScheduledExecutorService scheduler) {
    return List.of(
        new BacklogMeters(stores.backlog(), metrics).open(scheduler),
        new PartitionMeters(stores.partitions(), metrics, Clock.systemUTC()).open(scheduler),
        new BudgetMeters(() -> policies.current().budgets(), queue.budgets()::spent, metrics)
            .open(scheduler));
  }

  @Override
  public void close() {
    metrics.close();
  }
}
