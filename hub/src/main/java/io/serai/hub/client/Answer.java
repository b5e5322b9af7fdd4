package io.serai.hub.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.serai.job.Result;
import io.serai.json.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What came back for a job.
 *
 * @param result how it ended; absent when it never became a job, or waits for approval
 * @param problem the problem document (RFC 9457) of what was refused, or why there is no result
 *     yet; absent otherwise
 */
public record Answer(@Nullable Result result, @Nullable JsonNode problem) {

  /** Reads a result or a problem document. */
  static Answer read(byte[] json) {
    try {
      JsonNode tree = Json.MAPPER.readTree(json);
      if (tree.path("status").isTextual()) {
        return new Answer(result(tree), null);
      }
      return new Answer(tree.has("result") ? result(tree.path("result")) : null, tree);
    } catch (IOException e) {
      throw new IllegalStateException("answer is neither a result nor a problem document", e);
    }
  }

  private static Result result(JsonNode tree) throws JsonProcessingException {
    return Json.MAPPER.treeToValue(tree, Result.class);
  }

  /** The result's status, or the problem's title, in a word. */
  public String status() {
    Result ended = result;
    if (ended != null) {
      return ended.status().word();
    }
    return problem == null ? "unanswered" : problem.path("title").asText();
  }
}
