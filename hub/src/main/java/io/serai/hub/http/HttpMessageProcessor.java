package io.serai.hub.http;

import io.serai.access.Principal;
import io.serai.intake.RawMessage;
import io.serai.job.TraceContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Takes a request; leaves it as a {@link RawMessage}. Of its headers only the wanted ones pass: any
 * other may steer Camel.
 */
public final class HttpMessageProcessor implements Processor {

  @Override
  public void process(Exchange exchange) {
    Message message = exchange.getMessage();
    Principal sender = Caller.of(exchange);
    String contentType = message.getHeader(Exchange.CONTENT_TYPE, String.class);
    Map<String, String> attributes = wanted(message);
    byte[] body = message.getBody(byte[].class);
    message.removeHeaders("*");
    message.setBody(
        new RawMessage(
            sender,
            "http",
            body == null ? new byte[0] : body,
            contentType == null ? "application/octet-stream" : contentType,
            attributes,
            null,
            null));
  }

  /** Several fields of one name are one, with their values behind one another: RFC 9110, 5.3. */
  private static String text(Object value) {
    return value instanceof Collection<?> several
        ? several.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : String.valueOf(value);
  }

  private static Map<String, String> wanted(Message message) {
    Map<String, String> attributes = new HashMap<>();
    message
        .getHeaders()
        .forEach(
            (name, value) -> {
              String key = name.toLowerCase(Locale.ROOT);
              if (key.startsWith("ce-")
                  || key.equals("content-encoding")
                  || key.equals("idempotency-key")
                  || key.equals(TraceContext.TRACEPARENT)
                  || key.equals(TraceContext.TRACESTATE)) {
                attributes.put(key, text(value));
              }
            });
    return attributes;
  }
}
