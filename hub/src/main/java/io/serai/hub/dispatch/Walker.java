package io.serai.hub.dispatch;

import io.serai.job.Lease;
import io.serai.job.Timeline;
import io.serai.job.Walk;
import io.serai.store.Outbox;
import io.serai.store.StoreException;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what the stores hold into the routes: a leased job into the flow, a reply to its sender.
 */
public final class Walker {

  private static final Logger LOG = LoggerFactory.getLogger(Walker.class);

  private final Supplier<ProducerTemplate> template;
  private final ReplyPatience patience;

  /** Sends with the supplied template, which is there once the routes are. */
  public Walker(Supplier<ProducerTemplate> template, ReplyPatience patience) {
    this.template = template;
    this.patience = patience;
  }

  /**
   * Takes one job through the flow, to its stored result or back into the queue.
   *
   * @return whether it waits in the queue again
   * @throws StoreException when the result could not be stored
   */
  public boolean walk(Lease lease) {
    Exchange ended =
        template
            .get()
            .send(
                "direct:flow",
                exchange -> {
                  exchange.setProperty(Walk.LEASE, lease);
                  exchange.setProperty(Walk.TIMELINE, new Timeline(System.nanoTime()));
                  exchange.getMessage().setBody(lease.job());
                });
    if (ended.getException() != null) {
      throw new StoreException(
          "flow failed; " + ended.getException().getMessage(), ended.getException());
    }
    return ended.getProperty(Walk.REQUEUED, false, Boolean.class);
  }

  /**
   * Sends one reply, and tells whether it is owed no longer: its transport has confirmed it, or it
   * has become a dead letter.
   */
  public boolean reply(Outbox.Entry entry) {
    Exchange ended =
        template.get().send("direct:replies", exchange -> exchange.getMessage().setBody(entry));
    Exception failure = ended.getException();
    if (failure == null) {
      return true;
    }
    boolean givenUp = patience.giveUp(entry, failure);
    LOG.warn(
        "job {} reply not sent{}: {}",
        entry.jobId(),
        givenUp ? ", and kept as a dead letter" : " yet",
        failure.getMessage());
    return givenUp;
  }
}
