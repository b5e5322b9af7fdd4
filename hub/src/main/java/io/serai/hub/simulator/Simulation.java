package io.serai.hub.simulator;

import io.serai.hub.simulator.Scenario.Disturbance;
import io.serai.hub.simulator.Scenario.Outage;
import io.serai.hub.simulator.Scenario.PriceChange;
import io.serai.hub.simulator.Strategy.Ending;
import java.util.Arrays;

/** One run of the model with one strategy, from the first arrival to the last result. */
final class Simulation {

  /** After so long without a report a hub takes a node for gone. */
  private static final long SILENCE_MICROS = 3_000_000;

  private static final long SAMPLE_MICROS = 1_000_000;

  private final Scenario scenario;
  private final EventQueue events = new EventQueue();
  private final Runs runs = new Runs();
  private final Hardware hardware;
  private final Workload workload;
  private final Collector collector;
  private final Nodes nodes;
  private final Hubs hubs;
  private final Nodes.View view;
  private final long[] heardAt;
  private final boolean[] restarted;
  private final boolean[] silent;
  private final double[] priceFactors;
  private int arrived;

  private Simulation(Scenario scenario, Contender contender) {
    this.scenario = scenario;
    hardware = new Hardware(scenario.machines(), scenario.seed());
    double perSecond =
        scenario.load().utilisation() * hardware.throughput() / scenario.load().meanSeconds();
    workload = new Workload(scenario, perSecond);
    collector = new Collector(scenario, hardware, runs);
    nodes = new Nodes(scenario, hardware, runs, events, collector, contender.admission());
    Strategy[] strategies = contender.strategies(scenario, hardware);
    hubs = new Hubs(strategies, hardware, runs, events, collector);
    view = new Nodes.View(hardware.nodes());
    heardAt = new long[hardware.nodes()];
    restarted = new boolean[hardware.nodes()];
    silent = new boolean[hardware.nodes()];
    priceFactors = new double[hardware.clouds().size()];
    Arrays.fill(priceFactors, 1);
  }

  /** Simulates a scenario with a contender. */
  static Outcome run(Scenario scenario, Contender contender) {
    return new Simulation(scenario, contender).run().outcome(contender);
  }

  private Collector run() {
    begin();
    while (collector.unfinished()) {
      long now = events.time();
      step(events.poll(), now);
    }
    return collector;
  }

  private void begin() {
    for (int node = 0; node < hardware.nodes(); node++) {
      // What every hub is told when a node joins.
      view.take(nodes, node, scenario.warmth().images().size(), 0);
      hubs.heard(node, view, 0);
      // By the golden ratio: spread over the period, neighbours far from each other.
      double phase = node * 0.6180339887498949 % 1;
      events.add(Math.round(phase * scenario.reportMicros()), Event.of(Event.REPORT, node));
    }
    for (int i = 0; i < scenario.disturbances().size(); i++) {
      Disturbance each = scenario.disturbances().get(i);
      int kind = each instanceof Outage ? Event.OUTAGE : Event.PRICE;
      events.add(micros(each.atSeconds()), Event.of(kind, i));
    }
    events.add(SAMPLE_MICROS, Event.of(Event.SAMPLE, 0));
    events.add(workload.next(), Event.of(Event.ARRIVAL, 0));
  }

  private void step(int event, long now) {
    int which = Event.which(event);
    switch (Event.kind(event)) {
      case Event.RUN -> move(which, now);
      case Event.ARRIVAL -> arrive(now);
      case Event.REPORT -> report(which, now);
      case Event.HEARD -> hear(which, now);
      case Event.SILENCE -> miss(which, now);
      case Event.RETRY -> hubs.retry(which, now);
      case Event.SAMPLE -> sample(now);
      case Event.OUTAGE -> fail(which, now);
      case Event.RETURN -> nodes.recover(which);
      case Event.PRICE -> price(which);
      default -> throw new IllegalStateException("event '%d' is unknown".formatted(event));
    }
  }

  private void move(int run, long now) {
    switch (runs.phase[run]) {
      case Runs.SENT -> nodes.arrive(run, now);
      case Runs.RUNNING -> nodes.complete(run, now);
      case Runs.RETURNING -> hubs.result(run, now);
      case Runs.REFUSED -> hubs.returned(run, Ending.FULL, now);
      case Runs.UNANSWERED -> hubs.returned(run, Ending.GONE, now);
      case Runs.LOST -> runs.awaited[run] = false;
      case Runs.GHOST -> runs.free(run);
      default -> throw new IllegalStateException("run '%d' has no event".formatted(run));
    }
  }

  private void arrive(long now) {
    int run = runs.take();
    runs.job[run] = arrived++;
    runs.hub[run] = (byte) workload.hub();
    runs.jobClass[run] = (byte) workload.jobClass();
    runs.image[run] = (byte) workload.image();
    runs.work[run] = workload.workMicros();
    runs.arrivedAt[run] = now;
    hubs.accept(run, now);
    if (arrived < scenario.load().jobs()) {
      events.add(now + workload.next(), Event.of(Event.ARRIVAL, 0));
    } else {
      collector.lastArrival(now);
    }
  }

  private void report(int node, long now) {
    events.add(now + scenario.reportMicros(), Event.of(Event.REPORT, node));
    if (!nodes.isDown(node)) {
      view.take(nodes, node, scenario.warmth().images().size(), now);
      events.add(now + hardware.oneWayMicros(node), Event.of(Event.HEARD, node));
    }
  }

  private void hear(int node, long now) {
    heardAt[node] = now;
    silent[node] = false;
    if (restarted[node] && !nodes.isDown(node)) {
      restarted[node] = false;
      hubs.giveUp(node, false, now);
    }
    hubs.heard(node, view, now);
  }

  private void miss(int node, long now) {
    if (!silent[node] && now - heardAt[node] >= SILENCE_MICROS) {
      silent[node] = true;
      hubs.giveUp(node, true, now);
    }
  }

  private void fail(int disturbance, long now) {
    Outage outage = (Outage) scenario.disturbances().get(disturbance);
    int cloud = hardware.cloud(outage.cloud());
    nodes.fail(cloud, now);
    events.add(now + micros(outage.forSeconds()), Event.of(Event.RETURN, cloud));
    for (int node = cloud; node < hardware.nodes(); node += hardware.clouds().size()) {
      restarted[node] = true;
      int silence = Event.of(Event.SILENCE, node);
      events.add(heardAt[node] + SILENCE_MICROS, silence);
      // Unless a report is still on its way.
      events.add(now + hardware.oneWayMicros(node) + SILENCE_MICROS, silence);
    }
  }

  private void price(int disturbance) {
    PriceChange change = (PriceChange) scenario.disturbances().get(disturbance);
    int cloud = hardware.cloud(change.cloud());
    priceFactors[cloud] *= change.factor();
    collector.priced(cloud, priceFactors[cloud]);
    hubs.priced(cloud, priceFactors[cloud]);
  }

  private void sample(long now) {
    collector.sample(nodes, hubs.waiting(), now);
    events.add(now + SAMPLE_MICROS, Event.of(Event.SAMPLE, 0));
  }

  private static long micros(double seconds) {
    return Math.round(seconds * 1e6);
  }
}
