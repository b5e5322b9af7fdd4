package io.serai.hub.metrics;

import io.serai.hub.http.Caller;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The request of Prometheus. */
public final class MetricsRequests {

  private final Metrics metrics;

  /** Answers with these meters. */
  public MetricsRequests(Metrics metrics) {
    this.metrics = metrics;
  }

  /**
   * Answers with the page of all meters, in the format that the reader asks for; they tell of all
   * tenants, and so not to somebody of one.
   */
  public void page(Exchange exchange) {
    Caller.requireAllTenants(exchange, "metrics are");
    Message message = exchange.getMessage();
    Metrics.Page page = metrics.page(message.getHeader("Accept", String.class));
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
    message.setHeader(Exchange.CONTENT_TYPE, page.mediaType());
    message.setBody(page.text());
  }
}
