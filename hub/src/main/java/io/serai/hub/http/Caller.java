package io.serai.hub.http;

import io.serai.access.Principal;
import org.apache.camel.Exchange;

/** Who sent a request. */
public final class Caller {

  private Caller() {}

  /** The principal behind a request that a route handles. */
  public static Principal of(Exchange exchange) {
    return exchange.getProperty("serai.caller", Principal.LOCAL, Principal.class);
  }
}
