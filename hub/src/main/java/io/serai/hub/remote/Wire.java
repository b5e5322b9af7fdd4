package io.serai.hub.remote;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.serai.hub.contract.NodeProblem;
import io.serai.json.Json;
import java.io.IOException;

/** What nodes write, read so that a newer node may say more than this hub knows. */
final class Wire {

  private static final ObjectReader READER =
      Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private Wire() {}

  /**
   * Reads a document.
   *
   * @throws IOException when it is none of this type
   */
  static <T> T read(byte[] json, Class<T> type) throws IOException {
    T value = READER.forType(type).readValue(json);
    if (value == null) {
      throw new IOException("document is empty");
    }
    return value;
  }

  /** The problem in a body; one without a code when there is none, as from a front. */
  static NodeProblem problem(int status, byte[] body) {
    try {
      NodeProblem problem = read(body, NodeProblem.class);
      if (problem.code() != null && problem.status() == status) {
        return problem;
      }
    } catch (IOException e) {
      // Not a node's.
    }
    return NodeProblem.of(status, "", "status " + status + " without a node's words");
  }
}
