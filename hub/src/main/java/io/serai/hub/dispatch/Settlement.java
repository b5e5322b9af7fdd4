package io.serai.hub.dispatch;

import io.serai.store.DeadLetterStore;
import io.serai.store.DeadLetterStore.DeadLetter;
import io.serai.store.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done with a reply that was sent: it is forgotten, tried again later, or kept as a dead
 * letter. Thread-safe.
 */
public final class Settlement {

  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 12;

  private final Outbox outbox;
  private final DeadLetterStore deadLetters;
  private final Supplier<Duration> giveUpAfter;
  private final Clock clock;

  /**
   * Settles what is owed.
   *
   * @param outbox what is owed
   * @param deadLetters keeps what nobody will take
   * @param giveUpAfter how long a callback is tried
   * @param clock tells how long that has been
   */
  public Settlement(
      Outbox outbox, DeadLetterStore deadLetters, Supplier<Duration> giveUpAfter, Clock clock) {
    this.outbox = outbox;
    this.deadLetters = deadLetters;
    this.giveUpAfter = giveUpAfter;
    this.clock = clock;
  }

  void settle(Outbox.Entry entry, Sending outcome) {
    if (outcome instanceof Sending.Failed failed) {
      failed(entry, failed.why());
    } else if (outcome instanceof Sending.Hopeless hopeless) {
      bury(entry, hopeless.code(), hopeless.why());
    }
    // What was sent is forgotten by its batch.
  }

  private void failed(Outbox.Entry entry, String why) {
    if (!entry.isCallback()) {
      // A queue is somebody's to mend: its replies wait for that, and are due again by themselves.
      LOG.warn("job {} reply not sent yet: {}", entry.jobId(), why);
    } else if (clock.instant().isAfter(entry.owedAt().plus(giveUpAfter.get()))) {
      bury(entry, "callback-given-up", why);
    } else {
      LOG.info("job {} callback not taken, try {}: {}", entry.jobId(), entry.attempts(), why);
      outbox.postpone(entry.id(), delay(entry.attempts()));
    }
  }

  /** A second, then twice as long each time. */
  static Duration delay(int attempts) {
    Duration doubled = Duration.ofSeconds(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
    return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
  }

  private void bury(Outbox.Entry entry, String code, String why) {
    Map<String, String> headers =
        Map.of(
            "job-id", entry.jobId().toString(),
            "tenant", entry.tenant(),
            "reply-address", String.valueOf(entry.reply().address()));
    // First kept, then forgotten: a hub that dies in between keeps it twice, and loses nothing.
    deadLetters.keep(new DeadLetter(entry.reply().transport(), code, why, headers, entry.body()));
    outbox.remove(List.of(entry.id()));
    LOG.warn("job {} reply never will be taken: {}: {}", entry.jobId(), code, why);
  }
}
