package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the repository laid out the way its reader expects. */
class LayoutTest {

  private static final Path HOME = Path.of(System.getProperty("serai.home"));
  private static final Pattern NUMBERED = Pattern.compile("(\\d\\d)-([a-z]+)");
  private static final Pattern ROUTE_ID =
      Pattern.compile("(?m)^- route(?:Configuration)?:\\n    id: (\\S+)$");
  private static final Pattern STEP = Pattern.compile("uri: direct:(\\w+)");
  private static final int LONGEST_FILE = 300;

  @Test
  void givesEveryNumberedFolderARouteAPackageAndADirectEndpoint() throws IOException {
    for (Matcher stage : stages()) {
      String word = stage.group(2);
      Path route = HOME.resolve("routes").resolve(stage.group()).resolve(word + ".camel.yaml");
      assertThat(route).content().contains("uri: direct:" + word + "\n");
      assertThat(HOME.resolve("processors/src/main/java/io/serai/" + word)).isDirectory();
    }
  }

  @Test
  void numbersTheFoldersUniquely() throws IOException {
    assertThat(stages()).extracting(each -> each.group(1)).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void callsTheStagesInTheOrderOfTheirNumbers() throws IOException {
    List<String> called = found(STEP, Files.readString(HOME.resolve("routes/flow.camel.yaml")));
    called.remove("flow");
    List<String> numbered = new ArrayList<>();
    stages().forEach(each -> numbered.add(each.group(2)));
    numbered.retainAll(called);
    assertThat(called).isEqualTo(numbered);
  }

  @Test
  void givesEveryRouteAnIdOfItsOwnAndADescription() throws IOException {
    List<String> ids = new ArrayList<>();
    for (Path file : files("routes", ".camel.yaml")) {
      String text = Files.readString(file);
      List<String> here = found(ROUTE_ID, text);
      assertThat(here).as(file.toString()).hasSize(text.split("(?m)^- route", -1).length - 1);
      assertThat(found(Pattern.compile("(?m)^    (description):"), text))
          .as(file.toString())
          .hasSameSizeAs(here);
      ids.addAll(here);
    }
    assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void answersEveryOperationOfTheContract() throws IOException {
    String api = Files.readString(HOME.resolve("api/openapi.yaml"));
    List<String> operations = found(Pattern.compile("operationId: (\\w+)"), api);
    operations.remove("jobEvents");
    for (String operation : operations) {
      assertThat(HOME.resolve("routes/ingress/http/" + operation + ".camel.yaml")).exists();
    }
  }

  @Test
  void keepsEveryJavaFileShort() throws IOException {
    for (String module : List.of("processors/src", "hub/src")) {
      for (Path file : files(module, ".java")) {
        assertThat(Files.readAllLines(file))
            .as(file.toString())
            .hasSizeLessThanOrEqualTo(LONGEST_FILE);
      }
    }
  }

  private static List<Matcher> stages() throws IOException {
    try (Stream<Path> folders = Files.list(HOME.resolve("routes"))) {
      return folders
          .sorted()
          .map(each -> NUMBERED.matcher(each.getFileName().toString()))
          .filter(Matcher::matches)
          .toList();
    }
  }

  private static List<Path> files(String under, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(HOME.resolve(under))) {
      return files.filter(each -> each.toString().endsWith(suffix)).toList();
    }
  }

  private static List<String> found(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    pattern.matcher(text).results().forEach(each -> found.add(each.group(1)));
    return found;
  }
}
