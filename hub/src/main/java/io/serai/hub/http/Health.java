package io.serai.hub.http;

import io.serai.sandbox.Readiness;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/** Whether the hub lives, and whether it can do its work. */
public final class Health {

  private final Map<String, Supplier<Readiness>> parts;

  /** Health of the given parts, asked for at each request. */
  public Health(Map<String, Supplier<Readiness>> parts) {
    this.parts = new LinkedHashMap<>(parts);
  }

  /** Answers 200: the process serves requests. */
  public void live(Exchange exchange) throws Exception {
    Responses.json(exchange, 200, Map.of("status", "up"));
  }

  /** Answers 200 when every part is ready, else 503, and says which is not and why. */
  public void ready(Exchange exchange) throws Exception {
    Map<String, Readiness> found = new LinkedHashMap<>();
    parts.forEach((name, part) -> found.put(name, part.get()));
    boolean ready = found.values().stream().allMatch(Readiness::ready);
    Responses.json(
        exchange, ready ? 200 : 503, Map.of("status", ready ? "up" : "down", "parts", found));
  }
}
