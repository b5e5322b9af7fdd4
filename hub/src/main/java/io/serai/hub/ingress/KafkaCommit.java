package io.serai.hub.ingress;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;

/** Commits the record's offset, once its job or its dead letter is durable. */
public final class KafkaCommit implements Processor {

  @Override
  public void process(Exchange exchange) {
    KafkaManualCommit commit =
        exchange.getMessage().getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class);
    commit.commit();
  }
}
