package io.serai.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.hub.client.Answer;
import io.serai.job.Result;
import io.serai.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a corpus.
 *
 * @param id its name
 * @param language what it is written in
 * @param code the program
 * @param expect how it should end: {@code status}, {@code exitCode}, {@code stdout}, {@code
 *     stdoutContains}, {@code stderrContains}; what is left out may be anything
 */
record CorpusJob(String id, String language, String code, JsonNode expect) {

  /**
   * Reads a corpus.
   *
   * @param file JSON Lines
   */
  static List<CorpusJob> read(Path file) throws IOException {
    List<CorpusJob> jobs = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (!line.isBlank()) {
        jobs.add(parse(line, file + ":" + number));
      }
    }
    return jobs;
  }

  private static CorpusJob parse(String line, String where) throws IOException {
    JsonNode tree = Json.MAPPER.readTree(line);
    for (String field : List.of("id", "language", "code", "expect")) {
      if (!tree.has(field)) {
        throw new IllegalArgumentException(where + ": field '" + field + "' is missing");
      }
    }
    return new CorpusJob(
        tree.path("id").asText(),
        tree.path("language").asText(),
        tree.path("code").asText(),
        tree.path("expect"));
  }

  /** The job as it is sent. */
  byte[] message(@Nullable String isolation) {
    ObjectNode job = Json.MAPPER.createObjectNode();
    job.put("language", language).put("code", code);
    job.withObject("/labels").put("corpus", id);
    if (isolation != null) {
      job.withObject("/placement").put("isolation", isolation);
    }
    return job.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** What is not as expected, in words; absent when all is. */
  @Nullable String disappointment(Answer answer) {
    Result result = answer.result();
    if (result == null) {
      return "refused: " + answer.problem();
    }
    if (differs("status", result.status().word())
        || differs("exitCode", String.valueOf(result.exitCode()))
        || differs("stdout", result.stdout())
        || lacks("stdoutContains", result.stdout())
        || lacks("stderrContains", result.stderr())) {
      return "expected " + expect + ", got " + Json.MAPPER.valueToTree(result);
    }
    return null;
  }

  private boolean differs(String field, String actual) {
    return expect.has(field) && !expect.path(field).asText().equals(actual);
  }

  private boolean lacks(String field, String actual) {
    return expect.has(field) && !actual.contains(expect.path(field).asText());
  }
}
