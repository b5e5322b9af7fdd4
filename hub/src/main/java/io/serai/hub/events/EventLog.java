package io.serai.hub.events;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** The events of one job so far, and who watches. Thread-safe; watchers are told in order. */
final class EventLog {

  private static final int KEPT = 256;

  private final Deque<JobEvent> kept = new ArrayDeque<>();
  private final List<Consumer<JobEvent>> watchers = new ArrayList<>();

  synchronized void publish(JobEvent event) {
    kept.addLast(event);
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
    // Watchers only hand over to an event loop, so telling them under the lock keeps the order
    // and blocks nobody.
    watchers.forEach(watcher -> watcher.accept(event));
  }

  synchronized void add(Consumer<JobEvent> watcher) {
    kept.forEach(watcher);
    watchers.add(watcher);
  }

  synchronized void remove(Consumer<JobEvent> watcher) {
    watchers.remove(watcher);
  }

  synchronized void end(JobEvent last) {
    publish(last);
    watchers.clear();
  }

  synchronized boolean idle() {
    return watchers.isEmpty() && kept.isEmpty();
  }
}
