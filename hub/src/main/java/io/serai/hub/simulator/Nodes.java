package io.serai.hub.simulator;

import java.util.Arrays;

/** What happens on the nodes. */
final class Nodes {

  /** What a hub that sends to a node that is down waits for an answer. */
  static final long CONNECT_TIMEOUT_MICROS = 1_000_000;

  private final Hardware hardware;
  private final Runs runs;
  private final EventQueue events;
  private final Collector collector;
  private final Scenario.Warmth warmth;
  private final boolean admission;
  private final int[] running;
  private final LineOfRuns[] waiting;
  private final long[] warmUntil;
  private final boolean[] down;

  Nodes(
      Scenario scenario,
      Hardware hardware,
      Runs runs,
      EventQueue events,
      Collector collector,
      boolean admission) {
    this.hardware = hardware;
    this.runs = runs;
    this.events = events;
    this.collector = collector;
    this.admission = admission;
    warmth = scenario.warmth();
    running = new int[hardware.nodes()];
    waiting = new LineOfRuns[hardware.nodes()];
    Arrays.setAll(waiting, node -> new LineOfRuns(runs));
    warmUntil = new long[hardware.nodes() * warmth.images().size()];
    down = new boolean[hardware.clouds().size()];
    for (int node = 0; node < hardware.nodes(); node++) {
      chill(node);
    }
  }

  /** A run comes to its node. */
  void arrive(int run, long now) {
    int node = runs.node[run];
    if (isDown(node)) {
      later(run, Runs.UNANSWERED, now + CONNECT_TIMEOUT_MICROS);
    } else if (running[node] < hardware.capacity()) {
      start(run, now);
    } else if (admission) {
      runs.told[run] = jobs(node);
      later(run, Runs.REFUSED, now + hardware.oneWayMicros(node));
    } else {
      runs.phase[run] = Runs.QUEUED;
      waiting[node].addLast(run);
      collector.queued(waiting[node].length());
    }
  }

  /** A run ends on its node. */
  void complete(int run, long now) {
    int node = runs.node[run];
    running[node]--;
    collector.released(hardware.cloud(node), runs.took[run], now);
    int pool = pool(node, runs.image[run]);
    warmUntil[pool] = Math.max(warmUntil[pool], now + Math.round(warmth.keepSeconds() * 1e6));
    later(run, Runs.RETURNING, now + hardware.oneWayMicros(node));
    if (waiting[node].length() > 0) {
      start(waiting[node].removeFirst(), now);
    }
    runs.told[run] = jobs(node);
  }

  /** A cloud goes dark, and forgets. */
  void fail(int cloud, long now) {
    down[cloud] = true;
    for (int run = 0; run < runs.rows(); run++) {
      int node = runs.node[run];
      if (node == Runs.NONE || hardware.cloud(node) != cloud) {
        continue;
      }
      if (runs.phase[run] == Runs.RUNNING) {
        collector.lost(cloud, now);
        runs.awaited[run] = true;
        runs.phase[run] = Runs.LOST;
      } else if (runs.phase[run] == Runs.QUEUED) {
        runs.phase[run] = Runs.LOST;
      }
    }
    for (int node = cloud; node < hardware.nodes(); node += hardware.clouds().size()) {
      running[node] = 0;
      waiting[node].clear();
      chill(node);
    }
  }

  /** A cloud comes back, empty. */
  void recover(int cloud) {
    down[cloud] = false;
  }

  boolean isDown(int node) {
    return down[hardware.cloud(node)];
  }

  /** What a node would say of itself now. */
  int jobs(int node) {
    return running[node] + waiting[node].length();
  }

  int waiting(int node) {
    return waiting[node].length();
  }

  boolean isWarm(int node, int image, long now) {
    return warmUntil[pool(node, image)] >= now;
  }

  private void start(int run, long now) {
    int node = runs.node[run];
    running[node]++;
    long cold = isWarm(node, runs.image[run], now) ? 0 : Math.round(warmth.coldStartMs() * 1000);
    runs.took[run] = cold + hardware.micros(node, runs.work[run]);
    collector.occupied(hardware.cloud(node), now);
    later(run, Runs.RUNNING, now + runs.took[run]);
  }

  private void later(int run, byte phase, long at) {
    runs.phase[run] = phase;
    events.add(at, Event.of(Event.RUN, run));
  }

  private void chill(int node) {
    for (int image = 0; image < warmth.images().size(); image++) {
      warmUntil[pool(node, image)] = image < warmth.alwaysWarm() ? Long.MAX_VALUE : -1;
    }
  }

  private int pool(int node, int image) {
    return node * warmth.images().size() + image;
  }

  /** What the hubs were last told by the nodes. */
  static final class View {

    private final int[] jobs;
    private final int[] warm;

    View(int nodes) {
      jobs = new int[nodes];
      warm = new int[nodes];
    }

    /** How many jobs a node said that it has. */
    int jobs(int node) {
      return jobs[node];
    }

    /** For which images a node said that it has sandboxes waiting, a bit each. */
    int warm(int node) {
      return warm[node];
    }

    void take(Nodes nodes, int node, int images, long now) {
      jobs[node] = nodes.jobs(node);
      warm[node] = 0;
      for (int image = 0; image < images; image++) {
        warm[node] |= nodes.isWarm(node, image, now) ? 1 << image : 0;
      }
    }
  }
}
