package io.serai.hub.simulator;

import io.serai.hub.simulator.Strategy.Ending;
import io.serai.hub.simulator.Strategy.Wanted;

/** What the hubs do with their jobs: send, try elsewhere, hold, send again. */
final class Hubs {

  /** A job that no node could be had for is looked at again after so long. */
  static final long BACK_OFF_MICROS = 250_000;

  private final Strategy[] strategies;
  private final LineOfRuns[] held;
  private final boolean[] retrying;
  private final Hardware hardware;
  private final Runs runs;
  private final EventQueue events;
  private final Collector collector;

  Hubs(
      Strategy[] strategies, Hardware hardware, Runs runs, EventQueue events, Collector collector) {
    this.strategies = strategies;
    this.hardware = hardware;
    this.runs = runs;
    this.events = events;
    this.collector = collector;
    held = new LineOfRuns[strategies.length];
    retrying = new boolean[strategies.length];
    for (int hub = 0; hub < held.length; hub++) {
      held[hub] = new LineOfRuns(runs);
    }
  }

  /** A job comes in. */
  void accept(int run, long now) {
    int hub = runs.hub[run];
    if (held[hub].length() > 0 || !place(run, now)) {
      held[hub].addLast(run);
      waitFor(hub, now);
    }
  }

  /** A result comes back. */
  void result(int run, long now) {
    int hub = runs.hub[run];
    end(run, Ending.DONE, now);
    hearWith(run, now);
    collector.finished(run, hardware.cloud(runs.node[run]), now);
    runs.free(run);
    drain(hub, now);
  }

  /** A node has answered that it is full, or has not answered at all. */
  void returned(int run, Ending ending, long now) {
    end(run, ending, now);
    if (ending == Ending.FULL) {
      hearWith(run, now);
    }
    collector.retried(ending);
    runs.tries[run]++;
    if (!place(run, now)) {
      hold(run, now);
    }
  }

  /** A node has been silent for too long, or is not the one it was. */
  void giveUp(int node, boolean silent, long now) {
    if (silent) {
      for (Strategy strategy : strategies) {
        strategy.silent(node, now);
      }
    }
    for (int run = 0; run < runs.rows(); run++) {
      if (runs.phase[run] == Runs.LOST && runs.node[run] == node) {
        resend(run, now);
      }
    }
  }

  /** The jobs that wait in a hub are looked at. */
  void retry(int hub, long now) {
    retrying[hub] = false;
    drain(hub, now);
    waitFor(hub, now);
  }

  void heard(int node, Nodes.View view, long now) {
    for (Strategy strategy : strategies) {
      strategy.reported(node, view, now);
    }
  }

  void priced(int cloud, double factor) {
    for (Strategy strategy : strategies) {
      strategy.priced(cloud, factor);
    }
  }

  /** How many jobs wait in all hubs. */
  int waiting() {
    int sum = 0;
    for (LineOfRuns each : held) {
      sum += each.length();
    }
    return sum;
  }

  private void resend(int lost, long now) {
    end(lost, Ending.GONE, now);
    collector.retried(Ending.GONE);
    int run = runs.again(lost);
    if (runs.awaited[lost]) {
      runs.phase[lost] = Runs.GHOST;
    } else {
      runs.free(lost);
    }
    if (!place(run, now)) {
      hold(run, now);
    }
  }

  private void hold(int run, long now) {
    runs.phase[run] = Runs.HELD;
    runs.node[run] = Runs.NONE;
    runs.tries[run] = 0;
    held[runs.hub[run]].addFirst(run);
    waitFor(runs.hub[run], now);
  }

  private void drain(int hub, long now) {
    while (held[hub].length() > 0) {
      // Taken out first: a run that is sent may join another line.
      int run = held[hub].removeFirst();
      if (!place(run, now)) {
        held[hub].addFirst(run);
        return;
      }
    }
  }

  private void waitFor(int hub, long now) {
    if (!retrying[hub] && held[hub].length() > 0) {
      retrying[hub] = true;
      events.add(now + BACK_OFF_MICROS, Event.of(Event.RETRY, hub));
    }
  }

  private boolean place(int run, long now) {
    Strategy strategy = strategies[runs.hub[run]];
    Wanted wanted = wanted(run);
    int node = strategy.choose(wanted, now);
    if (node == Strategy.NONE) {
      return false;
    }
    runs.node[run] = node;
    runs.phase[run] = Runs.SENT;
    strategy.sent(wanted, node, now);
    collector.sent(node, now);
    events.add(now + hardware.oneWayMicros(node), Event.of(Event.RUN, run));
    return true;
  }

  private void end(int run, Ending ending, long now) {
    strategies[runs.hub[run]].ended(wanted(run), runs.node[run], ending, runs.took[run], now);
  }

  /** What the node said with its answer. */
  private void hearWith(int run, long now) {
    strategies[runs.hub[run]].told(wanted(run), runs.node[run], runs.told[run], now);
  }

  private Wanted wanted(int run) {
    return new Wanted(run, runs.jobClass[run], runs.image[run], runs.tries[run]);
  }
}
