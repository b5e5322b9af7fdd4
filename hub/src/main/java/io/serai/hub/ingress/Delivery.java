package io.serai.hub.ingress;

import io.serai.store.DeadLetter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;

/**
 * What a transport handed out, beside what intake reads of it: where it stood, and all its headers.
 *
 * @param origin where it stood
 * @param properties what its protocol says of it, such as its priority
 * @param headers its own headers; a name may come more than once
 */
record Delivery(
    DeadLetter.Origin origin, Map<String, Object> properties, Collection<Field> headers) {

  /** A header with its value as the transport read it. */
  record Field(String name, Object value) {}

  private static final String PROPERTY = "serai.delivery";

  /** When a record came about; a topic that is made anew begins anew. */
  static final String TIMESTAMP = "kafka.timestamp";

  private static final int MAX_HEADERS = 100;
  private static final int MAX_CHARS = 32_768;
  private static final String CUT = "serai-headers-left-out";

  /** Notes it for whatever becomes of the message. */
  void note(Exchange exchange) {
    exchange.setProperty(PROPERTY, this);
  }

  static Delivery of(Exchange exchange) {
    return exchange.getProperty(PROPERTY, Delivery.class);
  }

  /** Where and when it stood in its log, which no other record ever did. */
  String place() {
    return origin.name() + "-" + origin.position() + "-" + properties.get(TIMESTAMP);
  }

  /** All of it as text, for keeping; what is too much is counted. */
  List<DeadLetter.Header> kept() {
    List<DeadLetter.Header> kept = new ArrayList<>();
    int left = MAX_CHARS;
    int leftOut = 0;
    for (Field field : all()) {
      DeadLetter.Header header = DeadLetter.Header.of(field.name(), field.value());
      int length = header.name().length() + header.value().length();
      if (kept.size() < MAX_HEADERS && length <= left) {
        kept.add(header);
        left -= length;
      } else {
        leftOut++;
      }
    }
    if (leftOut > 0) {
      kept.add(DeadLetter.Header.of(CUT, leftOut));
    }
    return kept;
  }

  private List<Field> all() {
    List<Field> all = new ArrayList<>();
    new TreeMap<>(properties).forEach((name, value) -> all.add(new Field(name, value)));
    all.addAll(headers);
    return all;
  }

  /** Its own headers, for the transport's own dead letters: never one that could steer Camel. */
  void copyTo(Map<String, Object> message) {
    headers.stream()
        .filter(field -> isPlain(field.value()) && !steers(field.name()))
        .limit(MAX_HEADERS)
        .forEach(field -> message.put(field.name(), field.value()));
  }

  private static boolean isPlain(Object value) {
    return value instanceof String
        || value instanceof byte[]
        || value instanceof Number
        || value instanceof Boolean;
  }

  /** Whether a header of this name is Camel's, or a component's of it. */
  static boolean steers(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("camel")
        || lower.startsWith("jms")
        || lower.startsWith("kafka.")
        || lower.startsWith("org.apache.camel");
  }
}
