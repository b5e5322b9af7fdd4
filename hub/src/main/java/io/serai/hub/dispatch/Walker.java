package io.serai.hub.dispatch;

import io.serai.job.Lease;
import io.serai.job.Timeline;
import io.serai.job.TraceContext;
import io.serai.job.Walk;
import io.serai.replies.RepliesProcessor;
import io.serai.store.Outbox;
import io.serai.store.StoreException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;

/**
 * Sends what the stores hold into the routes: a leased job into the flow, a reply to its sender.
 */
public final class Walker {

  private static final long AGAIN_MS = 500;

  private final Entrance routes;

  /** Sends into these routes. */
  public Walker(Entrance routes) {
    this.routes = routes;
  }

  /**
   * Takes one job through the flow, to its stored result or back into the queue; again and again
   * while the database that its stages ask is away.
   *
   * @return whether it waits in the queue again
   * @throws StoreException when the result could not be stored
   */
  public boolean walk(Lease lease) {
    Exchange ended = walkOnce(lease);
    while (ended.getProperty(Walk.AGAIN, false, Boolean.class)) {
      pause();
      ended = walkOnce(lease);
    }
    if (ended.getException() != null) {
      throw new StoreException(
          "flow failed; " + ended.getException().getMessage(), ended.getException());
    }
    return ended.getProperty(Walk.REQUEUED, false, Boolean.class);
  }

  private Exchange walkOnce(Lease lease) {
    return routes.send(
        "direct:flow",
        exchange -> {
          exchange.setProperty(Walk.LEASE, lease);
          exchange.setProperty(Walk.TIMELINE, new Timeline(System.nanoTime()));
          exchange.getMessage().setBody(lease.job());
        });
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(AGAIN_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("hub stops, and the database is away", e);
    }
  }

  /** What a dispatcher does with leased jobs: a walk, or its end by the given endings. */
  public Work with(Endings endings) {
    return new Work() {
      @Override
      public boolean walk(Lease lease) {
        return Walker.this.walk(lease);
      }

      @Override
      public void stopped(Lease lease) {
        endings.stopped(lease);
      }
    };
  }

  /**
   * Sends one reply, and tells what became of it.
   *
   * @param within the span in which it is sent
   */
  public Sending reply(Outbox.Entry entry, TraceContext within) {
    Exchange ended =
        routes.send(
            "direct:replies",
            exchange -> {
              exchange.setProperty(RepliesProcessor.WITHIN, within);
              exchange.getMessage().setBody(entry);
            });
    Exception failure = ended.getException();
    return failure == null ? new Sending.Sent() : Sending.failedBy(failure);
  }
}
