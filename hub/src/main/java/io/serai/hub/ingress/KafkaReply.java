package io.serai.hub.ingress;

import io.serai.replies.RepliesProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;

/**
 * Takes a reply's JSON; keys it by its job, or for a refused record by the record's own key, and
 * carries the record's key as {@code correlation-id}.
 */
public final class KafkaReply implements Processor {

  @Override
  public void process(Exchange exchange) {
    Message message = exchange.getMessage();
    Object commit = message.getHeader(KafkaConstants.MANUAL_COMMIT);
    String jobId = exchange.getProperty(RepliesProcessor.JOB_ID, String.class);
    String correlationId = exchange.getProperty(RepliesProcessor.CORRELATION_ID, String.class);
    message.removeHeaders("*");
    message.setHeader(KafkaConstants.KEY, jobId == null ? correlationId : jobId);
    message.setHeader(
        "message-id", exchange.getProperty(RepliesProcessor.MESSAGE_ID, String.class));
    RepliesProcessor.traceHeaders(exchange).forEach(message::setHeader);
    if (correlationId != null) {
      message.setHeader("correlation-id", correlationId);
    }
    if (commit != null) {
      message.setHeader(KafkaConstants.MANUAL_COMMIT, commit);
    }
  }
}
