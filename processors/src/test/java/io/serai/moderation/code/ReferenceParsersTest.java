package io.serai.moderation.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.job.Language;
import io.serai.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the readers against the parsers of the languages themselves. */
@SuppressWarnings("NullAway.Init") // JUnit makes the directory before each test.
class ReferenceParsersTest {

  private static final int GENERATED = 400;
  private static final String DOTTED = "[\\w.]+";

  /** For each program the names that it calls, "" for what has none, and what it imports. */
  private static final String VISITOR =
      """
      import ast, json, sys

      def dotted(node):
          if isinstance(node, ast.Name):
              return node.id
          of = dotted(node.value) if isinstance(node, ast.Attribute) else ""
          return of and of + "." + node.attr

      class Found(ast.NodeVisitor):
          def __init__(self):
              self.calls, self.imports = [], set()
          def visit_Call(self, node):
              self.calls.append(dotted(node.func))
              self.generic_visit(node)
          def visit_Import(self, node):
              self.imports |= {each.name for each in node.names}
          def visit_ImportFrom(self, node):
              module = "." * node.level + (node.module or "")
              self.imports.add(module)
              self.imports |= {module + "." + each.name for each in node.names if each.name != "*"}

      def found(program):
          try:
              tree = ast.parse(program)
          except SyntaxError:
              return None
          visitor = Found()
          visitor.visit(tree)
          return {"calls": sorted(visitor.calls), "imports": sorted(visitor.imports)}

      with open(sys.argv[1], encoding="utf-8") as programs:
          print(json.dumps([found(each) for each in json.load(programs)]))
      """;

  @TempDir private Path directory;

  @Test
  void findsInGeneratedProgramsTheCallsAndImportsThatPythonFinds() throws Exception {
    GeneratedPrograms generated = new GeneratedPrograms(1);
    List<String> programs = new ArrayList<>();
    for (int i = 0; i < GENERATED; i++) {
      programs.add(generated.next());
    }
    JsonNode expected = visit(programs);
    int read = 0;
    for (int i = 0; i < programs.size(); i++) {
      String program = programs.get(i);
      // What is not read, as when a name may stand for too much, is searched for bare words.
      if (!expected.get(i).isNull() && Programs.read(Language.PYTHON, program).isPresent()) {
        read++;
        assertThat(found(program)).as(program).isEqualTo(expected.get(i));
      }
    }
    assertThat(read).as("valid programs that are read").isGreaterThan(GENERATED * 9 / 10);
  }

  @Test
  void missesNothingThatPythonFindsInTheProgramsOfTests() throws Exception {
    List<String> programs = programs("knowsPythonFunctionsByAnyName");
    programs.addAll(programs("takesNoOtherWordForACall"));
    JsonNode expected = visit(programs);
    int valid = 0;
    for (int i = 0; i < programs.size(); i++) {
      // What a string holds is found, too: there may be more.
      if (!expected.get(i).isNull()) {
        valid++;
        JsonNode found = found(programs.get(i));
        for (String what : List.of("calls", "imports")) {
          assertThat(texts(found.path(what)))
              .as(programs.get(i))
              .containsAll(texts(expected.get(i).path(what)));
        }
      }
    }
    assertThat(valid).as("valid programs").isGreaterThan(programs.size() / 2);
  }

  @Test
  void readsEveryProgramThatNodeAccepts() throws Exception {
    assumeTrue(run(List.of("node", "--version")) == 0, "there is no Node.js: not held against it");
    List<String> programs = programs("knowsJavaScriptFunctionsByAnyName");
    programs.addAll(programs("takesNoOtherWordForACallInJavaScript"));
    int valid = 0;
    for (String program : programs) {
      if (accepts(program, "cjs") || accepts(program, "mjs")) {
        valid++;
        assertThat(Programs.read(Language.NODE, program)).as(program).isPresent();
      }
    }
    assertThat(valid).as("valid programs").isGreaterThan(programs.size() / 2);
  }

  private boolean accepts(String program, String ending) throws Exception {
    Path file = directory.resolve("program." + ending);
    Files.writeString(file, program);
    return run(List.of("node", "--check", file.toString())) == 0;
  }

  /** As the visitor puts it. A call is known by its place: there stands what is called. */
  private static JsonNode found(String program) {
    List<String> calls = new ArrayList<>();
    TreeSet<String> imports = new TreeSet<>();
    for (Use use :
        Programs.read(Language.PYTHON, program).orElseThrow(() -> new AssertionError(program))) {
      if (use.kind() == Use.Kind.IMPORT) {
        imports.addAll(use.names());
      } else if (use.kind() == Use.Kind.CALL) {
        String text = program.substring(use.start(), use.end()).replaceAll("[\\s\\\\]", "");
        String written = Normalizer.normalize(text, Normalizer.Form.NFKC);
        boolean named = written.matches("(?U)" + DOTTED) && use.names().contains(written);
        calls.add(named ? written : "");
      }
    }
    calls.sort(null);
    return Json.MAPPER
        .createObjectNode()
        .<com.fasterxml.jackson.databind.node.ObjectNode>set(
            "calls", Json.MAPPER.valueToTree(calls))
        .set("imports", Json.MAPPER.valueToTree(imports));
  }

  private JsonNode visit(List<String> programs) throws Exception {
    Path script = directory.resolve("visit.py");
    Path input = directory.resolve("programs.json");
    Path output = directory.resolve("found.json");
    Files.writeString(script, VISITOR);
    Files.write(input, Json.MAPPER.writeValueAsBytes(programs));
    Process python =
        new ProcessBuilder("python3", "-W", "ignore", script.toString(), input.toString())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(python.waitFor()).isZero();
    return Json.MAPPER.readTree(output.toFile());
  }

  private static int run(List<String> command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    }
  }

  private static List<String> programs(String test) throws NoSuchMethodException {
    return new ArrayList<>(
        List.of(
            ProgramsTest.class
                .getDeclaredMethod(test, String.class)
                .getAnnotation(ValueSource.class)
                .strings()));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
