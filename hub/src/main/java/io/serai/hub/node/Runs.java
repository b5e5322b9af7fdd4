package io.serai.hub.node;

import io.serai.fleet.Occupancy;
import io.serai.fleet.RunId;
import io.serai.hub.contract.Cancellation;
import io.serai.hub.contract.NodeProblem;
import io.serai.hub.contract.RunView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a node: admits each at most once and no more than fit, and keeps how they ended for a
 * while. Thread-safe.
 */
final class Runs {

  private static final Duration KEPT = Duration.ofMinutes(15);
  private static final int MOST_ENDED = 2_000;
  private static final long MOST_BYTES = 64L << 20;
  private static final int MOST_REVOKED = 100_000;

  private final Journal journal;
  private final int capacity;
  private final String instance;
  private final Clock clock;
  private final Map<RunId, NodeRun> runs = new LinkedHashMap<>();
  private final Deque<NodeRun> ended = new ArrayDeque<>();
  private final Map<RunId, Instant> revoked = new LinkedHashMap<>();
  private long endedBytes;
  private int inFlight;
  private boolean draining;

  Runs(Journal journal, int capacity, String instance, Clock clock) {
    this.journal = journal;
    this.capacity = capacity;
    this.instance = instance;
    this.clock = clock;
  }

  /**
   * Takes a run that is about to start.
   *
   * @throws Refusal when it has been here, was revoked, or finds no place
   */
  synchronized NodeRun admit(RunId id) {
    requireNew(id);
    if (draining) {
      throw Refusal.of(503, NodeProblem.DRAINING, "node takes nothing new; send it elsewhere");
    }
    if (inFlight >= capacity) {
      String detail = "node runs " + inFlight + " jobs already; send it elsewhere";
      throw new Refusal(NodeProblem.of(503, NodeProblem.FULL, detail).occupancy(occupancy()));
    }
    NodeRun run = new NodeRun(id);
    journal.starting(id);
    runs.put(id, run);
    inFlight++;
    return run;
  }

  /**
   * Before anything else is said of a run: whoever hears another refusal sends it elsewhere.
   *
   * @throws Refusal when it has been here or was revoked
   */
  synchronized void requireNew(RunId id) {
    if (runs.containsKey(id) || journal.knows(id)) {
      throw Refusal.of(409, NodeProblem.REPEATED, "run '" + id + "' is here already; ask for it");
    }
    if (revoked.containsKey(id)) {
      throw Refusal.of(409, NodeProblem.REVOKED, "run '" + id + "' was cancelled before it came");
    }
  }

  synchronized void end(NodeRun run, Ended how) {
    run.end(how, clock.instant());
    ended.addLast(run);
    endedBytes += run.size();
    inFlight--;
    forget();
    notifyAll();
  }

  /**
   * What is known of a run.
   *
   * @throws Refusal when it is unknown, or was started and is known no more
   */
  synchronized RunView view(RunId id) {
    forget();
    NodeRun run = runs.get(id);
    if (run == null) {
      requireNotLost(id);
      throw new Refusal(
          NodeProblem.of(404, NodeProblem.UNKNOWN_RUN, "run '" + id + "' was not started here")
              .remembersSince(journal.since()));
    }
    return run.view(instance);
  }

  /**
   * Stops a run, or sees to it that it never starts.
   *
   * @throws Refusal when it was started and is known no more
   */
  Cancellation cancel(RunId id) {
    NodeRun run = findOrRevoke(id);
    if (run == null) {
      return cancellation(Cancellation.State.NEVER_RAN);
    }
    if (run.hasEnded()) {
      return cancellation(Cancellation.State.ENDED);
    }
    run.cancel();
    return cancellation(Cancellation.State.STOPPING);
  }

  private synchronized @Nullable NodeRun findOrRevoke(RunId id) {
    forget();
    NodeRun run = runs.get(id);
    if (run == null) {
      requireNotLost(id);
      if (revoked.size() >= MOST_REVOKED && !revoked.containsKey(id)) {
        throw Refusal.of(503, NodeProblem.BUSY, "node cannot promise that now; ask again later");
      }
      // Anew at the end, because the oldest are forgotten first.
      revoked.remove(id);
      revoked.put(id, clock.instant());
    }
    return run;
  }

  private Cancellation cancellation(Cancellation.State state) {
    return new Cancellation(state, journal.since(), instance);
  }

  private void requireNotLost(RunId id) {
    if (journal.knows(id)) {
      throw Refusal.of(
          410, NodeProblem.LOST_RUN, "run '" + id + "' was started here and is known no more");
    }
  }

  private void forget() {
    Instant old = clock.instant().minus(KEPT);
    while (!ended.isEmpty()
        && (ended.size() > MOST_ENDED
            || (endedBytes > MOST_BYTES && ended.size() > 1)
            || ended.getFirst().endedBefore(old))) {
      NodeRun oldest = ended.removeFirst();
      endedBytes -= oldest.size();
      runs.remove(oldest.id());
    }
    Iterator<Instant> oldest = revoked.values().iterator();
    while (oldest.hasNext() && oldest.next().isBefore(old)) {
      oldest.remove();
    }
  }

  synchronized Occupancy occupancy() {
    return new Occupancy(inFlight, capacity);
  }

  synchronized int inFlight() {
    return inFlight;
  }

  /** Takes nothing new from now on. */
  synchronized void drain() {
    draining = true;
  }

  synchronized boolean draining() {
    return draining;
  }

  /** Waits until nothing runs, within bounds. */
  synchronized void awaitIdle(Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    long left = atMost.toMillis();
    while (inFlight > 0 && left > 0) {
      wait(left);
      left = Duration.ofNanos(until - System.nanoTime()).toMillis();
    }
  }
}
