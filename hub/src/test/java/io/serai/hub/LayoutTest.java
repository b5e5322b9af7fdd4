package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private static final int LONGEST_METHOD = 40;
  private static final List<String> SOURCES =
      List.of("processors/src", "hub/src", "it/src", "bench/src");

  @Test
  void givesEveryNumberedFolderARouteAPackageAndADirectEndpoint() throws IOException {
    for (Matcher stage : stages()) {
      String word = stage.group(2);
      Path route = HOME.resolve("routes").resolve(stage.group()).resolve(word + ".camel.yaml");
      assertThat(route).content().contains("uri: direct:" + word + "\n");
      assertThat(route.resolveSibling(word + ".test.yaml")).exists();
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
    operations.removeAll(List.of("jobEvents", "sessionEvents"));
    for (String operation : operations) {
      assertThat(HOME.resolve("routes/ingress/http/" + operation + ".camel.yaml")).exists();
    }
  }

  @Test
  void keepsEveryJavaFileShort() throws IOException {
    for (String module : SOURCES) {
      for (Path file : files(module, ".java")) {
        assertThat(Files.readAllLines(file))
            .as(file.toString())
            .hasSizeLessThanOrEqualTo(LONGEST_FILE);
      }
    }
  }

  @Test
  void keepsEveryMethodShort() throws IOException {
    for (String module : SOURCES) {
      for (Path file : files(module, ".java")) {
        for (Map.Entry<String, Integer> method : methods(Files.readAllLines(file)).entrySet()) {
          assertThat(method.getValue())
              .as(file + " " + method.getKey())
              .isLessThanOrEqualTo(LONGEST_METHOD);
        }
      }
    }
  }

  @Test
  void tellsALongMethodFromAShortOne() {
    List<String> lines = new ArrayList<>(List.of("class A {", "  void a(", "      int b) {"));
    lines.addAll(Collections.nCopies(50, "    b++;"));
    lines.addAll(List.of("  }", "}"));

    assertThat(methods(lines)).isEqualTo(Map.of("void a(", 53));
  }

  @Test
  void givesEveryPolicyASchemaATestAndAnInvalidExample() throws IOException {
    Path policies = HOME.resolve("policies");
    try (Stream<Path> files = Files.list(policies)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
        String word = file.getFileName().toString().replace(".yaml", "");
        assertThat(policies.resolve("schema/" + word + ".schema.json")).exists();
        assertThat(policies.resolve("tests/" + word + ".invalid.yaml")).exists();
      }
    }
  }

  @Test
  void givesEveryKameletATest() throws IOException {
    for (Path file : files("kamelets", ".kamelet.yaml")) {
      String name = file.getFileName().toString().replace(".kamelet.yaml", "");
      assertThat(file.resolveSibling(name + ".test.yaml")).exists();
    }
  }

  @Test
  void saysOfEveryPackageWhatItIsForAndThatItIsNullMarked() throws IOException {
    for (String module : List.of("processors", "hub", "bench")) {
      for (Path file : files(module + "/src/main/java", ".java")) {
        assertThat(file.resolveSibling("package-info.java"))
            .content()
            .startsWith("/**")
            .contains("@NullMarked");
      }
    }
  }

  @Test
  void namesEveryTopFolderInTheReadme() throws IOException {
    String readme = Files.readString(HOME.resolve("README.md"));
    for (String folder :
        List.of(
            "api",
            "routes",
            "kamelets",
            "policies",
            "models",
            "sandbox-images",
            "processors",
            "hub",
            "it",
            "bench",
            "deploy",
            "docs")) {
      assertThat(HOME.resolve(folder)).isDirectory();
      assertThat(readme).contains("| [" + folder + "/](" + folder + ")");
    }
  }

  /** The lines of each method, by its first line. Google-java-format makes this simple. */
  private static Map<String, Integer> methods(List<String> lines) {
    Map<String, Integer> lengths = new LinkedHashMap<>();
    for (String indent : List.of("  ", "    ")) {
      int start = -1;
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (line.equals(indent + "}") && start >= 0) {
          if (isMethod(lines.subList(start, i))) {
            lengths.merge(lines.get(start).trim(), i - start + 1, Math::max);
          }
          start = -1;
        } else if (line.matches(indent + "[A-Za-z<].*")) {
          start = i;
        }
      }
    }
    return lengths;
  }

  private static boolean isMethod(List<String> lines) {
    StringBuilder header = new StringBuilder();
    for (String line : lines) {
      header.append(line);
      if (line.endsWith("{")) {
        break;
      }
    }
    return header.indexOf("(") >= 0
        && !header
            .toString()
            .matches(".*\\b(class|interface|enum|record|if|for|while|switch|try)\\b.*");
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
