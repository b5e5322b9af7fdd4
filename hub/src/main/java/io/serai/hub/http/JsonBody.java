package io.serai.hub.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.serai.json.Json;
import io.serai.json.Schema;
import io.serai.json.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/** A request body of a given JSON Schema, which is kept beside this class. */
final class JsonBody {

  private final Schema schema;

  JsonBody(String name) {
    try (InputStream in = JsonBody.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("schema '" + name + "' is missing from the build");
      }
      schema = new Schema(Json.MAPPER.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException("schema '" + name + "' cannot be read", e);
    }
  }

  /** The body of a request; one that is empty counts as an object without fields. */
  JsonNode read(Exchange exchange) throws IOException {
    byte[] body = exchange.getMessage().getBody(byte[].class);
    if (body == null || body.length == 0) {
      return checked(Json.MAPPER.createObjectNode());
    }
    requireJson(exchange);
    try {
      return checked(Json.read(body));
    } catch (JsonProcessingException e) {
      throw invalid("body is not JSON; send an object");
    }
  }

  /** Browsers send anything else for any page, without asking whether they may. */
  private static void requireJson(Exchange exchange) {
    String type = exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, "", String.class);
    if (!type.split(";", 2)[0].trim().equalsIgnoreCase("application/json")) {
      throw new ProblemException(
          Problem.of(
              415,
              "unsupported-media-type",
              "content type '" + type + "' is not supported; allowed: application/json"));
    }
  }

  private JsonNode checked(JsonNode body) {
    List<Violation> violations = schema.violations(body);
    if (!violations.isEmpty()) {
      throw invalid(violations.stream().map(Violation::toString).collect(Collectors.joining("; ")));
    }
    return body;
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(Problem.of(400, "invalid-body", detail));
  }
}
