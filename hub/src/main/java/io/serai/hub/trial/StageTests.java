package io.serai.hub.trial;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.serai.check.CheckRule;
import io.serai.hub.check.Finding;
import io.serai.hub.check.YamlText;
import io.serai.json.Json;
import io.serai.json.Schema;
import io.serai.json.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A file of tests of one route.
 *
 * @param text the file
 * @param route the stage, or the kamelet, that is tested
 * @param needs what has to be there beside the hub; empty when nothing has to
 */
public record StageTests(YamlText text, String route, String needs, List<StageTest> tests) {

  /** With which files of tests end. */
  public static final String ENDING = ".test.yaml";

  private static final String FORM = "routes/test.schema.json";
  private static final String EITHER = "oneOf";
  private static final Set<String> MISSING =
      Set.of(
          "field 'out' is missing; it is required", "field 'refused' is missing; it is required");
  private static final JsonPointer ROUTE = JsonPointer.compile("/route");
  private static final JsonPointer TESTS = JsonPointer.compile("/tests");

  public StageTests {
    tests = List.copyOf(tests);
  }

  /**
   * Reads files of tests.
   *
   * @param home holds the form of such files
   * @param places files, and folders with files that end with {@code .test.yaml}
   * @throws IllegalArgumentException when a place is not there, holds no file of tests, or one that
   *     is none; the message says where, and what would be right
   */
  public static List<StageTests> read(Path home, List<Path> places) throws IOException {
    Schema form = new Schema(Json.MAPPER.readTree(home.resolve(FORM).toFile()));
    List<Finding> wrong = new ArrayList<>();
    List<StageTests> read = new ArrayList<>();
    for (Path place : places) {
      for (Path file : files(place)) {
        read(file, form, read, wrong);
      }
    }
    refuse(wrong);
    if (read.isEmpty()) {
      throw new IllegalArgumentException(
          "no file ends with "
              + ENDING
              + " in "
              + places.stream().map(Path::toString).collect(Collectors.joining(", ")));
    }
    return read;
  }

  /** Throws when something is wrong. */
  public static void refuse(List<Finding> wrong) {
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(
          wrong.stream().map(Finding::toString).collect(Collectors.joining("\n")));
    }
  }

  private static List<Path> files(Path place) throws IOException {
    if (Files.notExists(place)) {
      throw new IllegalArgumentException("file '" + place + "' is not there");
    }
    if (!Files.isDirectory(place)) {
      return List.of(place);
    }
    try (Stream<Path> tree = Files.walk(place)) {
      return tree.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    }
  }

  private static void read(Path file, Schema form, List<StageTests> read, List<Finding> wrong)
      throws IOException {
    YamlText text;
    try {
      text = YamlText.read(file.toString(), Files.readString(file));
    } catch (JsonProcessingException e) {
      wrong.add(YamlText.unreadable(file.toString(), e));
      return;
    }
    List<Finding> unfit = unfit(text, form.violations(text.tree()));
    wrong.addAll(unfit);
    if (unfit.isEmpty()) {
      read.add(of(text));
    }
  }

  /** What expects nothing, or two things, is told once and not for each thing it might expect. */
  private static List<Finding> unfit(YamlText text, List<Violation> violations) {
    Set<String> undecided =
        violations.stream()
            .filter(each -> each.keyword().equals(EITHER))
            .map(Violation::pointer)
            .collect(Collectors.toSet());
    return violations.stream()
        .filter(each -> !undecided.contains(each.pointer()) || !MISSING.contains(each.message()))
        .map(
            each ->
                text.at(
                    JsonPointer.compile(each.pointer()),
                    CheckRule.ofKeyword(each.keyword()),
                    each.keyword().equals(EITHER)
                        ? "a test expects either 'out' or 'refused'"
                        : each.message()))
        .sorted(Finding.BY_PLACE)
        .toList();
  }

  private static StageTests of(YamlText text) {
    JsonNode tests = text.tree().at(TESTS);
    return new StageTests(
        text,
        text.tree().at(ROUTE).asText(),
        text.tree().path("needs").asText(),
        IntStream.range(0, tests.size())
            .mapToObj(i -> StageTest.of(TESTS.appendIndex(i), tests.get(i)))
            .toList());
  }

  /** What is wrong with the route that is named. */
  public Finding routeIs(String message) {
    return text.at(ROUTE, CheckRule.UNKNOWN_NAME, message);
  }

  /** The file and the line of what stands at a pointer: {@code file:line}. */
  public String placeOf(JsonPointer at) {
    return text.file() + ":" + text.lineOf(at);
  }
}
