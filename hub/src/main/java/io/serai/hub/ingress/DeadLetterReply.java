package io.serai.hub.ingress;

import io.serai.hub.http.Problem;
import io.serai.intake.InvalidMessage;
import io.serai.intake.RawMessage;
import io.serai.job.Reply;
import io.serai.json.Json;
import io.serai.replies.RepliesProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Leaves a problem document for the sender of a refused message, addressed like a result. */
public final class DeadLetterReply implements Processor {

  /** The exchange property that is there when somebody is to be answered. */
  private static final String OWED = "serai.reply.owed";

  /** The exchange property that holds the refused {@link RawMessage}. */
  static final String REFUSED = "serai.refused";

  @Override
  public void process(Exchange exchange) throws Exception {
    InvalidMessage invalid = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, InvalidMessage.class);
    Reply reply = exchange.getProperty(REFUSED, RawMessage.class).reply();
    if (reply != null) {
      exchange.setProperty(OWED, true);
      exchange.setProperty(RepliesProcessor.ADDRESS, reply.address());
      exchange.setProperty(RepliesProcessor.CORRELATION_ID, reply.correlationId());
    }
    exchange.getMessage().setBody(Json.MAPPER.writeValueAsBytes(Problem.of(invalid)));
  }
}
