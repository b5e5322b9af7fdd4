package io.serai.hub.dispatch;

import io.serai.store.Outbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the replies that are owed. Each destination - a queue's transport, a receiver of callbacks
 * - gets its own one after the other, and waits for no other.
 */
public final class OutboxRelay {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
  private static final List<String> QUEUES = List.of("rabbitmq", "kafka");
  private static final int BATCH = 100;
  private static final long POLL_MS = 50;
  private static final long FLUSH_SECONDS = 5;

  /** Receivers of callbacks that are sent to at once. */
  static final int RECEIVERS = 64;

  private final FailureLog takeFailures = new FailureLog(LOG, "replies cannot be taken");
  private final FailureLog sendFailures = new FailureLog(LOG, "replies cannot be sent");
  private final Outbox outbox;
  private final Function<Outbox.Entry, Sending> send;
  private final Settlement settlement;
  private final Threads threads;
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean wanted = new AtomicBoolean();
  private final AtomicBoolean taking = new AtomicBoolean();
  private final Phaser underWay = new Phaser(1);
  private volatile boolean closed;

  /**
   * What the relay runs on.
   *
   * @param clock looks again and again for what is due
   * @param senders sends; a task may wait for its receiver
   */
  public record Threads(ScheduledExecutorService clock, Executor senders) {}

  /**
   * A relay, not yet started.
   *
   * @param outbox what is owed
   * @param send sends one reply
   * @param settlement settles what became of it
   * @param threads runs the relay
   */
  public OutboxRelay(
      Outbox outbox, Function<Outbox.Entry, Sending> send, Settlement settlement, Threads threads) {
    this.outbox = outbox;
    this.send = send;
    this.settlement = settlement;
    this.threads = threads;
  }

  /**
   * Begins to send.
   *
   * @return stops it, when it has sent what is owed now; what is owed then, the next hub sends
   */
  public AutoCloseable open() {
    ScheduledFuture<?> relaying =
        threads.clock().scheduleWithFixedDelay(this::relay, 0, POLL_MS, TimeUnit.MILLISECONDS);
    return () -> {
      relaying.cancel(false);
      flush();
      closed = true;
    };
  }

  /**
   * The last jobs of a hub that stops have just ended: their replies leave, unless that takes long.
   */
  private void flush() throws InterruptedException {
    relay();
    try {
      underWay.awaitAdvanceInterruptibly(underWay.arrive(), FLUSH_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      LOG.info("replies are left to the next hub: theirs are slow to take them");
    }
  }

  /** One thread at a time takes; it takes again for those who came meanwhile, and saw less busy. */
  private void relay() {
    wanted.set(true);
    while (!closed && wanted.get() && taking.compareAndSet(false, true)) {
      try {
        while (wanted.getAndSet(false)) {
          takeFailures.attempt(this::take);
        }
      } finally {
        taking.set(false);
      }
    }
  }

  private void take() {
    for (String queue : QUEUES) {
      if (!busy.contains(queue)) {
        hand(queue, outbox.take(queue, BATCH));
      }
    }
    Set<String> receivers = Set.copyOf(busy);
    long free = RECEIVERS - receivers.stream().filter(each -> !QUEUES.contains(each)).count();
    if (free > 0) {
      outbox
          .takeCallbacks(receivers, (int) free)
          .forEach(each -> hand(each.destination(), List.of(each)));
    }
  }

  private void hand(String destination, List<Outbox.Entry> due) {
    if (due.isEmpty()) {
      return;
    }
    busy.add(destination);
    underWay.register();
    threads.senders().execute(() -> send(destination, due));
  }

  private void send(String destination, List<Outbox.Entry> due) {
    try {
      sendFailures.attempt(() -> sendAll(due));
    } finally {
      busy.remove(destination);
    }
    // More may be due there, and need not wait for the next look.
    relay();
    underWay.arriveAndDeregister();
  }

  private void sendAll(List<Outbox.Entry> due) {
    List<Long> sent = new ArrayList<>();
    for (Outbox.Entry entry : due) {
      Sending outcome = send.apply(entry);
      if (outcome instanceof Sending.Sent) {
        sent.add(entry.id());
      }
      settlement.settle(entry, outcome);
    }
    outbox.remove(sent);
  }
}
