package io.serai.hub.metrics;

import io.serai.hub.http.Caller;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The request of Prometheus. */
public final class MetricsRequests {

  /** As clients of Prometheus name the parameter that asks for some metrics only. */
  private static final String NAMES = "name[]";

  private final Metrics metrics;

  /** Answers with these meters. */
  public MetricsRequests(Metrics metrics) {
    this.metrics = metrics;
  }

  /**
   * Answers with the page of all meters, or of those that are named, in the format that the reader
   * asks for; they tell of all tenants, and so not to somebody of one.
   */
  public void page(Exchange exchange) {
    Caller.requireAllTenants(exchange, "metrics are");
    Message message = exchange.getMessage();
    Metrics.Page page = metrics.page(message.getHeader("Accept", String.class), names(message));
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
    message.setHeader(Exchange.CONTENT_TYPE, page.mediaType());
    message.setBody(page.text());
  }

  /** A parameter that is given once is no list. */
  private static Collection<String> names(Message message) {
    Object named = message.getHeader(NAMES);
    if (named instanceof Collection<?> several) {
      return several.stream().map(String::valueOf).toList();
    }
    return named == null ? List.of() : List.of(String.valueOf(named));
  }
}
