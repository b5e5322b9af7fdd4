package io.serai.hub.remote.auth;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A request as it came off the wire; header names in lower case. */
@SuppressWarnings("ArrayRecordComponent")
record Received(String method, URI target, Map<String, String> headers, byte[] body) {

  static Received from(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    return new Received(
        exchange.getRequestMethod(),
        exchange.getRequestURI(),
        headers,
        exchange.getRequestBody().readAllBytes());
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
