package io.serai.hub.config;

import java.util.Locale;

/** What proves on whose account a queue's message is. */
public enum SenderProof {
  /** Nothing: whoever may write to the queue may act for any tenant. */
  NONE,
  /** The user whom RabbitMQ has validated. */
  USER_ID,
  /** The Kafka topic the record is in. */
  TOPIC,
  /** A signature over the message. */
  SIGNED;

  /** As it is written in the configuration. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
