package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.serai.json.Json;
import io.serai.json.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Runs every {@code x.test.yaml} beside a route or kamelet: data in, data out, or refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit starts the stages before the first test.
class RouteTest {

  private static final Path HOME = Path.of(System.getProperty("serai.home"));
  private static final YAMLMapper YAML = new YAMLMapper();

  private StartedStages stages;

  @BeforeAll
  void start(@TempDir Path state) throws Exception {
    stages = StartedStages.start(HOME, state);
  }

  @AfterAll
  void stop() {
    if (stages != null) {
      stages.close();
    }
  }

  @TestFactory
  Stream<DynamicContainer> behavesAsItsTestFileSays() throws IOException {
    return testFiles().stream().map(this::container);
  }

  @TestFactory
  Stream<DynamicTest> hasACaseThatPassesAndOneThatIsRefused() throws IOException {
    return testFiles().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    HOME.relativize(file).toString(),
                    () -> {
                      JsonNode tests = read(file).path("tests");
                      assertThat(tests.findValues("out")).as("tests with 'out'").isNotEmpty();
                      // The results stage refuses nothing: it stores what others refused.
                      assertThat(
                              tests.findValues("refused").size()
                                  + tests.findValues("failure").size())
                          .as("tests of a refusal")
                          .isPositive();
                    }));
  }

  private DynamicContainer container(Path file) {
    JsonNode document = read(file);
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode test : document.path("tests")) {
      tests.add(
          DynamicTest.dynamicTest(
              test.path("name").asText(), () -> run(document.path("route").asText(), test)));
    }
    return DynamicContainer.dynamicContainer(HOME.relativize(file).toString(), tests);
  }

  private void run(String route, JsonNode test) throws Exception {
    JsonNode left = stages.send(route, test.path("in"));
    String expected = test.has("refused") ? "refused" : "out";
    for (var entry : test.path(expected).properties()) {
      JsonNode actual = left.path(expected).path(entry.getKey());
      assertThat(contains(actual, entry.getValue()))
          .as("%s of %s, expected %s", entry.getKey(), left, entry.getValue())
          .isTrue();
    }
  }

  /** Whether everything expected is there; objects, also those of lists, may hold more. */
  private static boolean contains(JsonNode actual, JsonNode expected) {
    if (expected.isNumber() && actual.isNumber()) {
      return actual.decimalValue().compareTo(expected.decimalValue()) == 0;
    }
    if (expected.isArray() && actual.size() == expected.size()) {
      return IntStream.range(0, expected.size())
          .allMatch(i -> contains(actual.path(i), expected.get(i)));
    }
    if (!expected.isObject()) {
      return actual.equals(expected);
    }
    return expected.properties().stream()
        .allMatch(entry -> contains(actual.path(entry.getKey()), entry.getValue()));
  }

  private static List<Path> testFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : List.of("routes", "kamelets")) {
      try (Stream<Path> tree = Files.walk(HOME.resolve(folder))) {
        tree.filter(file -> file.toString().endsWith(".test.yaml")).sorted().forEach(files::add);
      }
    }
    return files;
  }

  private static JsonNode read(Path file) {
    try {
      JsonNode document = YAML.readTree(file.toFile());
      Path schema = HOME.resolve("routes/test.schema.json");
      assertThat(new Schema(Json.MAPPER.readTree(schema.toFile())).violations(document))
          .as(file.toString())
          .isEmpty();
      return document;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
