package io.serai.hub.dispatch;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a walk go on as it was after it was handed to several stores, whatever became of it there:
 * what a store lacks it catches up on from the results.
 */
public final class EachStoreAlone implements AggregationStrategy {

  private static final Logger LOG = LoggerFactory.getLogger(EachStoreAlone.class);

  @Override
  public @Nullable Exchange aggregate(@Nullable Exchange before, Exchange stored) {
    Exception failure = stored.getException();
    if (failure != null) {
      LOG.warn("a store failed, and will catch up: {}", failure.getMessage());
    }
    return null;
  }
}
