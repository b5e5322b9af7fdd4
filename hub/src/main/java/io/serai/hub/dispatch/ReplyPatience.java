package io.serai.hub.dispatch;

import io.serai.hub.ingress.UnroutableReply;
import io.serai.store.Outbox;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * How long a reply is tried. A broker that is away is waited for; an answer that no broker takes,
 * or for which there is no queue, becomes a dead letter.
 */
public final class ReplyPatience {

  /** The outbox pauses for a minute at most, so that this is three days. */
  private static final int TRIES_WHILE_AWAY = 3 * 24 * 60;

  private final Outbox outbox;
  private final int tries;

  /**
   * Gives up on replies of an outbox.
   *
   * @param tries how often a reply may be undeliverable
   */
  public ReplyPatience(Outbox outbox, int tries) {
    this.outbox = outbox;
    this.tries = tries;
  }

  /** Gives a reply up if it has been tried for long enough, and tells whether it did. */
  boolean giveUp(Outbox.Entry entry, Throwable failure) {
    if (entry.attempts() < (isUndeliverable(failure) ? tries : TRIES_WHILE_AWAY)) {
      return false;
    }
    outbox.abandon(entry, "reply was tried " + entry.attempts() + " times; last: " + root(failure));
    return true;
  }

  private static boolean isUndeliverable(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof UnroutableReply
          || (each instanceof ApiException && !(each instanceof RetriableException))) {
        return true;
      }
    }
    return false;
  }

  private static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
