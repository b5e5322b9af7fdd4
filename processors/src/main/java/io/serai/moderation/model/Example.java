package io.serai.moderation.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.serai.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text of a corpus, with what should be said of it.
 *
 * @param id unique in its corpus
 * @param text the text
 * @param category what it is about: {@code prompt-injection}, {@code toxicity}
 * @param label whether it should be objected to
 * @param group texts of one group are never on both sides of a split, such as translations; absent
 *     for those that belong to no other by more than their spelling
 */
public record Example(
    String id, String text, String category, Label label, @Nullable String group) {

  /** What should become of a text. */
  public enum Label {
    ALLOW,
    BLOCK
  }

  /** Whether it should be objected to. */
  public boolean bad() {
    return label == Label.BLOCK;
  }

  /**
   * Reads a corpus: one JSON object a line.
   *
   * @throws IllegalArgumentException naming the line that is none
   * @throws IOException when it cannot be read
   */
  public static List<Example> read(Path corpus) throws IOException {
    List<Example> examples = new ArrayList<>();
    List<String> lines = Files.readAllLines(corpus);
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        examples.add(parse(lines.get(i), corpus + ":" + (i + 1)));
      }
    }
    return examples;
  }

  private static Example parse(String line, String where) {
    try {
      Example example = Json.MAPPER.readValue(line, Example.class);
      if (example.id == null
          || example.text == null
          || example.category == null
          || example.label == null) {
        throw new IllegalArgumentException(
            "corpus line '" + where + "' lacks a field; required: id, text, category, label");
      }
      return example;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "corpus line '"
              + where
              + "' is no example; allowed: a JSON object with id, text,"
              + " category and label allow or block");
    }
  }
}
