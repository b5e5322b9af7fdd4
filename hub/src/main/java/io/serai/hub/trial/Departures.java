package io.serai.hub.trial;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** What leaves the stages while they are tested, kept in the place of who would have taken it. */
public final class Departures {

  /**
   * One message that left.
   *
   * @param step the id of the step that would have sent it
   * @param message as it was then
   */
  public record Departure(String step, Message message) {}

  private final BlockingQueue<Departure> kept = new LinkedBlockingQueue<>();

  /** What takes the place of a step. */
  Processor instead(String step) {
    return exchange -> kept.add(new Departure(step, exchange.getMessage().copy()));
  }

  /** Begins another test. */
  public void forget() {
    kept.clear();
  }

  /** What left first; nothing when nothing has. */
  public Optional<Departure> first() {
    return Optional.ofNullable(kept.peek());
  }

  /**
   * What leaves first, which may be a moment later.
   *
   * @throws TimeoutException when nothing does
   */
  Departure await(Duration atMost) throws InterruptedException, TimeoutException {
    Departure first = kept.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
    if (first == null) {
      throw new TimeoutException("nothing came for " + atMost.toSeconds() + " s");
    }
    return first;
  }
}
