package io.serai.hub.dispatch;

import io.serai.store.Outbox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the replies that are owed; one that cannot be sent is tried again later. */
public final class OutboxRelay {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
  private static final int BATCH = 100;
  private static final long POLL_MS = 50;

  private final FailureLog failures = new FailureLog(LOG, "replies cannot be sent");
  private final Outbox outbox;
  private final Predicate<Outbox.Entry> send;
  private final ScheduledExecutorService scheduler;

  /**
   * A relay, not yet started.
   *
   * @param outbox what is owed
   * @param send sends one reply, and tells whether its transport has confirmed it
   * @param scheduler runs the relay
   */
  public OutboxRelay(
      Outbox outbox, Predicate<Outbox.Entry> send, ScheduledExecutorService scheduler) {
    this.outbox = outbox;
    this.send = send;
    this.scheduler = scheduler;
  }

  /**
   * Begins to send.
   *
   * @return stops it, when it has sent what is owed now; what is owed then, the next hub sends
   */
  public AutoCloseable open() {
    ScheduledFuture<?> relaying =
        scheduler.scheduleWithFixedDelay(this::relay, 0, POLL_MS, TimeUnit.MILLISECONDS);
    return () -> {
      relaying.cancel(false);
      relay();
    };
  }

  private void relay() {
    failures.attempt(
        () -> {
          List<Outbox.Entry> due;
          do {
            due = outbox.take(BATCH);
            outbox.sent(sendAll(due));
          } while (due.size() == BATCH);
        });
  }

  private List<Long> sendAll(List<Outbox.Entry> due) {
    List<Long> sent = new ArrayList<>();
    for (Outbox.Entry entry : due) {
      if (send.test(entry)) {
        sent.add(entry.id());
      }
    }
    return sent;
  }
}
