package io.serai.hub.ingress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.serai.json.Json;

/** A job that an operator has written into a property of a kamelet. */
public final class JobText {

  private JobText() {}

  /**
   * Reads a job, in JSON: Camel drops the line breaks of a property, which JSON bears. Whether it
   * is one that may be accepted, intake says.
   *
   * @throws IllegalArgumentException when it is no object
   */
  public static JsonNode read(String text) {
    try {
      JsonNode job = Json.MAPPER.readTree(text);
      if (job.isObject()) {
        return job;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "property 'job' is not JSON; " + e.getOriginalMessage(), e);
    }
    throw new IllegalArgumentException(
        "property 'job' is no job; allowed: an object with 'language' and 'code'");
  }
}
