package io.serai.hub.dispatch;

import io.serai.store.DeadLetter;
import io.serai.store.Outbox;
import java.time.Clock;
import java.time.Duration;
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

  /**
   * The outbox pauses for a minute at most with the replies of a queue, so that this is three days.
   */
  private static final int TRIES_WHILE_AWAY = 3 * 24 * 60;

  private final Outbox outbox;
  private final Supplier<Duration> giveUpAfter;
  private final int tries;
  private final Clock clock;

  /**
   * Settles what is owed.
   *
   * @param outbox what is owed
   * @param giveUpAfter how long a callback is tried
   * @param tries how often the reply of a queue may be refused
   * @param clock tells how long a callback has been tried
   */
  public Settlement(Outbox outbox, Supplier<Duration> giveUpAfter, int tries, Clock clock) {
    this.outbox = outbox;
    this.giveUpAfter = giveUpAfter;
    this.tries = tries;
    this.clock = clock;
  }

  void settle(Outbox.Entry entry, Sending outcome) {
    if (outcome instanceof Sending.Failed failed) {
      tryAgain(entry, failed.why(), TRIES_WHILE_AWAY);
    } else if (outcome instanceof Sending.Refused refused) {
      tryAgain(entry, refused.why(), tries);
    } else if (outcome instanceof Sending.Hopeless hopeless) {
      giveUp(entry, new DeadLetter.Reason(hopeless.code(), hopeless.why()));
    }
    // What was sent is forgotten by its batch.
  }

  private void tryAgain(Outbox.Entry entry, String why, int mostTries) {
    boolean enough =
        entry.isCallback()
            ? clock.instant().isAfter(entry.owedAt().plus(giveUpAfter.get()))
            : entry.attempts() >= mostTries;
    if (enough) {
      String tried = "reply was tried " + entry.attempts() + " times; last: " + why;
      giveUp(entry, new DeadLetter.Reason(DeadLetter.UNDELIVERABLE, tried));
      return;
    }
    LOG.info("job {} reply not taken, try {}: {}", entry.jobId(), entry.attempts(), why);
    if (entry.isCallback()) {
      // Those of queues are due again by themselves.
      outbox.postpone(entry.id(), delay(entry.attempts()));
    }
  }

  /** A second, then twice as long each time. */
  static Duration delay(int attempts) {
    Duration doubled = Duration.ofSeconds(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
    return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
  }

  private void giveUp(Outbox.Entry entry, DeadLetter.Reason reason) {
    outbox.abandon(entry, reason);
    LOG.warn(
        "job {} reply is kept as a dead letter: {}: {}",
        entry.jobId(),
        reason.code(),
        reason.message());
  }
}
