package io.serai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.serai.job.Language;
import io.serai.job.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of a table in {@code sandbox-images/tests}, in one language.
 *
 * @param name what it tries
 * @param language the language it is in
 * @param code the program
 * @param limits what it may use
 * @param providers those it concerns; empty means all
 * @param expected fields of its result
 */
record Program(
    String name,
    Language language,
    String code,
    Limits limits,
    List<String> providers,
    JsonNode expected) {

  private static final Path TABLES =
      Path.of(System.getProperty("serai.home")).resolve("sandbox-images/tests");

  Program {
    providers = List.copyOf(providers);
  }

  /** The programs of a table, each once for every language it is written in. */
  static List<Program> read(String table) throws IOException {
    List<Program> programs = new ArrayList<>();
    for (JsonNode entry : new YAMLMapper().readTree(TABLES.resolve(table).toFile())) {
      for (Language language : Language.values()) {
        if (entry.has(language.word())) {
          programs.add(read(entry, language));
        }
      }
    }
    assertThat(programs).isNotEmpty();
    return programs;
  }

  private static Program read(JsonNode entry, Language language) {
    List<String> providers = new ArrayList<>();
    entry.path("providers").forEach(word -> providers.add(word.asText()));
    return new Program(
        entry.path("name").asText(),
        language,
        entry.path(language.word()).asText(),
        limits(entry.path("limits"), language),
        providers,
        entry.path("expect"));
  }

  boolean concerns(String provider) {
    return providers.isEmpty() || providers.contains(provider);
  }

  private static Limits limits(JsonNode asked, Language language) {
    long timeoutMs = asked.path("timeoutMs").asLong(20_000);
    return new Limits(
        timeoutMs,
        asked.path("cpuMs").asLong(timeoutMs),
        asked.path("memoryMb").asInt(language == Language.NODE ? 512 : 256),
        asked.path("diskMb").asInt(64),
        asked.path("fileMb").asInt(32),
        asked.path("pids").asInt(64),
        asked.path("openFiles").asInt(256),
        asked.path("outputBytes").asLong(1 << 20));
  }
}
