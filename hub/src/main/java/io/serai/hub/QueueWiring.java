package io.serai.hub;

import io.serai.hub.config.HubConfig;
import io.serai.hub.dispatch.AwaitedElsewhere;
import io.serai.hub.dispatch.CatchUp;
import io.serai.hub.dispatch.Dispatcher;
import io.serai.hub.dispatch.Drain;
import io.serai.hub.dispatch.Endings;
import io.serai.hub.dispatch.RunningJobs;
import io.serai.hub.dispatch.Slots;
import io.serai.hub.dispatch.Walker;
import io.serai.intake.Budgets;
import io.serai.intake.Doors;
import io.serai.policy.PolicyStore;
import io.serai.results.Completions;
import io.serai.store.Shares;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/**
 * The parts around the queue: what fills it, what takes jobs out of it, and what ends them there.
 */
final class QueueWiring {

  private final HubConfig config;
  private final Stores stores;
  private final Completions completions;
  private final Supplier<Shares> shares;
  private final Endings endings;
  private final Slots slots;
  private final Budgets budgets;
  private final Doors doors = new Doors();

  /**
   * Parts that share the given stores.
   *
   * @param completions is told of the results of jobs that end in the queue
   */
  QueueWiring(HubConfig config, Stores stores, PolicyStore policies, Completions completions) {
    this.config = config;
    this.stores = stores;
    this.completions = completions;
    this.shares = new TenantShares(policies::current);
    this.slots = new Slots(config.run().slots());
    this.budgets =
        new Budgets(
            stores.costs(), () -> policies.current().pricing().currency(), Clock.systemUTC());
    this.endings =
        new Endings(stores.jobs(), completions, () -> policies.current().pricing().nothing());
  }

  /** Whether the hub takes jobs still. */
  Doors doors() {
    return doors;
  }

  /** What tenants may spend. */
  Budgets budgets() {
    return budgets;
  }

  /** The places to run them. */
  Slots slots() {
    return slots;
  }

  /** How tenants share the hubs. */
  Supplier<Shares> shares() {
    return shares;
  }

  /** Takes jobs out of the queue, and has the walker take them through the routes. */
  Dispatcher dispatcher(Walker walker, RunningJobs running, Dispatcher.Threads threads) {
    return new Dispatcher(stores.jobs(), slots, running, walker.with(endings), shares, threads);
  }

  /**
   * Watches what becomes of jobs on other hubs, and without any.
   *
   * @param context whose consumers are stopped as the hub drains
   * @return what stops it, the last first: before anything else stops, what runs is let end
   */
  List<AutoCloseable> open(
      Dispatcher dispatcher, ScheduledExecutorService scheduler, Supplier<CamelContext> context) {
    return List.of(
        new AwaitedElsewhere(completions, dispatcher).open(scheduler),
        endings.open(scheduler),
        new CatchUp(List.of(stores.traces()::catchUp, stores.costs()::catchUp)).open(scheduler),
        stores.signals().listen(dispatcher),
        new Drain(doors, context, dispatcher, completions, config.run().shutdown()));
  }
}
