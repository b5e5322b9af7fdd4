package io.serai.hub.ingress;

import io.serai.hub.http.Problem;
import io.serai.hub.ingress.DeadLetterProcessor.Refused;
import io.serai.intake.InvalidMessage;
import io.serai.job.Reply;
import io.serai.json.Json;
import io.serai.replies.RepliesProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Leaves a problem document for the sender of a refused message, addressed like a result. */
public final class DeadLetterReply implements Processor {

  /** The exchange property that is there when somebody is to be answered. */
  private static final String OWED = "serai.reply.owed";

  private static final int OURS = 500;

  @Override
  public void process(Exchange exchange) throws Exception {
    Refused refused = Refused.of(exchange);
    Reply reply = refused.letter().envelope().reply();
    if (reply != null) {
      exchange.setProperty(OWED, true);
      exchange.setProperty(RepliesProcessor.ADDRESS, reply.address());
      exchange.setProperty(RepliesProcessor.CORRELATION_ID, reply.correlationId());
    }
    exchange.setProperty(RepliesProcessor.MESSAGE_ID, "dead-letter-" + refused.id());
    exchange.getMessage().setBody(Json.MAPPER.writeValueAsBytes(problem(refused)));
  }

  private static Problem problem(Refused refused) {
    return refused.thrown() instanceof InvalidMessage invalid
        ? Problem.of(invalid)
        : Problem.of(
            OURS,
            refused.letter().reason().code(),
            "the hub failed on the message; it is kept as dead letter " + refused.id());
  }
}
