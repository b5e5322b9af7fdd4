package io.serai.hub.ingress;

import io.serai.intake.InvalidMessage;
import io.serai.intake.RawMessage;
import io.serai.store.DeadLetterStore;
import io.serai.store.DeadLetterStore.DeadLetter;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a {@link RawMessage} that was refused; keeps it in the dead letter table and leaves its
 * bytes, with the reason in headers, for the transport's own dead letter queue.
 */
public final class DeadLetterProcessor implements Processor {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterProcessor.class);

  /** The header that carries the stable reason code. */
  public static final String CODE = "serai-reason-code";

  /** The header that carries the reason in words. */
  public static final String REASON = "serai-reason";

  private final DeadLetterStore store;

  /** Keeps in the given store. */
  public DeadLetterProcessor(DeadLetterStore store) {
    this.store = store;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    InvalidMessage invalid = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, InvalidMessage.class);
    Message message = exchange.getMessage();
    RawMessage raw = message.getMandatoryBody(RawMessage.class);
    String code = invalid.code().word();
    String reason = String.valueOf(invalid.getMessage());
    store.keep(new DeadLetter(raw.source(), code, reason, raw.attributes(), raw.body()));
    LOG.info("{} message refused: {}: {}", raw.source(), code, reason);
    exchange.setProperty(DeadLetterReply.REFUSED, raw);
    message.setHeader(CODE, code);
    message.setHeader(REASON, reason);
    message.setBody(raw.body());
  }
}
