package io.serai.hub.ingress;

import io.serai.intake.InvalidMessage;
import io.serai.intake.RawMessage;
import io.serai.store.DeadLetter;
import io.serai.store.DeadLetterStore;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a {@link RawMessage} that was refused, or that intake failed on too often; keeps it in the
 * dead letter table and leaves its bytes, with its own headers and the reason, for the transport's
 * own dead letter queue.
 */
public final class DeadLetterProcessor implements Processor {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterProcessor.class);

  /** The header that carries the stable reason code. */
  public static final String CODE = "serai-reason-code";

  /** The header that carries the reason in words. */
  public static final String REASON = "serai-reason";

  /** The header that carries the letter's number. */
  public static final String LETTER = "serai-dead-letter";

  /** The code of a message that intake failed on, again and again. */
  public static final String POISON = "poison";

  private final DeadLetterStore store;
  private final int tries;

  /**
   * Keeps in the given store.
   *
   * @param tries how often intake has failed on a message that comes for no fault it names
   */
  public DeadLetterProcessor(DeadLetterStore store, int tries) {
    this.store = store;
    this.tries = tries;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Message message = exchange.getMessage();
    RawMessage raw = message.getMandatoryBody(RawMessage.class);
    Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    DeadLetter letter = letter(raw, Delivery.of(exchange), reason(thrown));
    long id = store.keep(letter);
    LOG.info(
        "{} message refused, kept as dead letter {}: {}: {}",
        raw.source(),
        id,
        letter.reason().code(),
        letter.reason().message());
    new Refused(id, letter, thrown).note(exchange);
    Delivery.of(exchange).copyTo(message.getHeaders());
    message.setHeader(CODE, letter.reason().code());
    message.setHeader(REASON, letter.reason().message());
    message.setHeader(LETTER, String.valueOf(id));
    message.setBody(raw.body());
  }

  /** A refused message with its number, for what comes after. */
  record Refused(long id, DeadLetter letter, Throwable thrown) {

    private static final String PROPERTY = "serai.refused";

    private void note(Exchange exchange) {
      exchange.setProperty(PROPERTY, this);
    }

    static Refused of(Exchange exchange) {
      return exchange.getProperty(PROPERTY, Refused.class);
    }
  }

  private DeadLetter.Reason reason(Throwable thrown) {
    if (thrown instanceof InvalidMessage invalid) {
      return new DeadLetter.Reason(invalid.code().word(), String.valueOf(invalid.getMessage()));
    }
    return new DeadLetter.Reason(
        POISON, "intake failed on the message in each of " + tries + " tries; last: " + thrown);
  }

  private static DeadLetter letter(RawMessage raw, Delivery delivery, DeadLetter.Reason reason) {
    return new DeadLetter(
        identity(raw, delivery),
        raw.source(),
        delivery.origin(),
        reason,
        delivery.kept(),
        new DeadLetter.Envelope(
            raw.sender(), raw.contentType(), raw.attributes(), raw.messageId(), raw.reply()),
        raw.body(),
        raw.sender().tenant(),
        null);
  }

  /** A record's place in its topic is its identity; a queue's message has what its sender wrote. */
  private static String identity(RawMessage raw, Delivery delivery) {
    if (delivery.origin().position() != null) {
      return raw.source() + "-" + delivery.place();
    }
    Identity identity = new Identity().add(raw.source()).add(delivery.origin().name());
    delivery.kept().forEach(header -> identity.add(header.name()).add(header.value()));
    return identity.add(raw.body()).hex();
  }
}
