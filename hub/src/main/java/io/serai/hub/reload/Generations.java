package io.serai.hub.reload;

import io.serai.hub.check.RouteFiles;
import io.serai.hub.dispatch.Entrance;
import io.serai.policy.Policies;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * The routes inside, version after version: what comes in enters the one in force, and ends in it.
 * Thread-safe.
 */
public final class Generations implements Entrance, AutoCloseable {

  /** Of those that were, so many may still have somebody in them; the next edit waits for them. */
  private static final int MOST_RETIRED = 8;

  private final Contexts contexts;
  private final Set<Generation> retired = ConcurrentHashMap.newKeySet();
  private final ExecutorService undertaker = Executors.newSingleThreadExecutor();
  private int number;
  private volatile @Nullable InForce inForce;

  /** Generations in contexts of this maker; none is in force yet. */
  public Generations(Contexts contexts) {
    this.contexts = contexts;
  }

  /** Starts the routes inside of the first files, and puts them in force with these policies. */
  public void open(RouteFiles files, Policies policies) throws Exception {
    inForce = new InForce(start(files.inside()), policies, files.digest());
  }

  /** Whether another version may be started now, or one of before must end first. */
  boolean haveRoom() {
    return retired.size() < MOST_RETIRED;
  }

  /**
   * Starts a version, which is not in force yet.
   *
   * @throws Exception when it cannot start; nothing of it is left then
   */
  Generation start(RouteFiles files) throws Exception {
    number++;
    return Generation.start(contexts.make("serai-" + number), files, this::bury);
  }

  /** What is in force. */
  InForce inForce() {
    return Objects.requireNonNull(inForce, "routes are not started");
  }

  /** Puts a version in force; the routes of the one before go on until they are retired. */
  void put(InForce next) {
    inForce = next;
  }

  /** Lets nobody into routes any more; they stop when the last has left. */
  void retire(Generation old) {
    retired.add(old);
    old.retire();
  }

  private void bury(Generation empty) {
    undertaker.execute(
        () -> {
          empty.stop();
          retired.remove(empty);
        });
  }

  /** Routes may be retired as somebody comes to them: there are newer ones then. */
  private InForce enter() {
    InForce entered = inForce();
    while (!entered.routes().enter()) {
      entered = inForce();
    }
    return entered;
  }

  @Override
  public Exchange send(String endpoint, Processor filled) {
    InForce entered = enter();
    try {
      return entered
          .routes()
          .send(
              endpoint,
              exchange -> {
                entered.note(exchange);
                filled.process(exchange);
              });
    } finally {
      entered.routes().leave();
    }
  }

  /** Takes in what came by a door, and puts back what became of it. */
  void process(String endpoint, Exchange atDoor) {
    InForce entered = enter();
    try {
      entered.note(atDoor);
      entered.routes().process(endpoint, atDoor);
    } finally {
      entered.routes().leave();
    }
  }

  @Override
  public void close() {
    undertaker.shutdown();
    retired.forEach(Generation::stop);
    InForce last = inForce;
    if (last != null) {
      last.routes().stop();
    }
  }
}
