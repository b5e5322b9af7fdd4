package io.serai.hub.ingress;

import io.serai.replies.RepliesProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import org.jspecify.annotations.Nullable;

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
    putUnlessAbsent(
        "traceparent", exchange.getProperty(RepliesProcessor.TRACEPARENT, String.class), message);
    putUnlessAbsent("correlation-id", correlationId, message);
    if (commit != null) {
      message.setHeader(KafkaConstants.MANUAL_COMMIT, commit);
    }
  }

  private static void putUnlessAbsent(String name, @Nullable String value, Message message) {
    if (value != null) {
      message.setHeader(name, value);
    }
  }
}
