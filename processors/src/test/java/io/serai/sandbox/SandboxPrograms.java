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
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the tables of programs in {@code sandbox-images/tests}. */
abstract class SandboxPrograms extends SandboxFixture {

  private static final Path TABLES =
      Path.of(System.getProperty("serai.home")).resolve("sandbox-images/tests");

  @TestFactory
  List<DynamicTest> reportsOfPrograms() throws IOException {
    return tests("reports.yaml");
  }

  @TestFactory
  List<DynamicTest> survivesHostilePrograms() throws IOException {
    List<DynamicTest> tests = tests("hostile.yaml");
    tests.add(DynamicTest.dynamicTest("nothing is left of any", this::awaitOnlyThoseThatWait));
    return tests;
  }

  private List<DynamicTest> tests(String table) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode program : new YAMLMapper().readTree(TABLES.resolve(table).toFile())) {
      if (concerns(program.path("providers"))) {
        for (Language language : Language.values()) {
          addTo(tests, program, language);
        }
      }
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private boolean concerns(JsonNode providers) {
    if (providers.isMissingNode()) {
      return true;
    }
    List<String> words = new ArrayList<>();
    providers.forEach(word -> words.add(word.asText()));
    return words.contains(provider());
  }

  private void addTo(List<DynamicTest> tests, JsonNode program, Language language) {
    if (program.has(language.word())) {
      tests.add(
          DynamicTest.dynamicTest(
              program.path("name").asText() + " (" + language.word() + ")",
              () -> check(program, language)));
    }
  }

  private void check(JsonNode program, Language language) throws InterruptedException {
    RunResult result =
        run(
            language,
            program.path(language.word()).asText(),
            null,
            List.of(),
            limits(program.path("limits"), language),
            RunObserver.NONE);
    new Expectation(program.path("expect")).check(result);
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
