package io.serai.hub.http;

import java.util.concurrent.Semaphore;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;

/** Lets a bounded number of requests wait for their results; the rest are told to come back. */
public final class WaitingRoom implements Processor {

  private final int places;
  private final Semaphore free;

  /** A room of so many places. */
  public WaitingRoom(int places) {
    this.places = places;
    this.free = new Semaphore(places);
  }

  @Override
  public void process(Exchange exchange) {
    if (!free.tryAcquire()) {
      throw new ProblemException(
          Problem.of(
              503,
              "too-many-waiting",
              places
                  + " requests wait for results already; try again in a second, or submit to"
                  + " /v1/jobs and ask for the result later"));
    }
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                free.release();
              }
            });
  }
}
