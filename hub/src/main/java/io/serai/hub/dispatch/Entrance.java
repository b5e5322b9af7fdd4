package io.serai.hub.dispatch;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Where exchanges are sent into the routes that are in force. Thread-safe. */
@FunctionalInterface
public interface Entrance {

  /**
   * Sends an exchange, and waits for its end.
   *
   * @param endpoint a {@code direct:} endpoint of the routes
   * @param filled puts into the exchange what is sent
   * @return the exchange as the routes left it, with the exception that ended it if one did
   */
  Exchange send(String endpoint, Processor filled);
}
