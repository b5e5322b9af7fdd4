package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.contrastsecurity.sarif.SarifSchema210;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.serai.check.CheckRule;
import io.serai.hub.cli.Serai;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code serai validate} from outside: what is broken, and what it says of it, word for word. */
@SuppressWarnings("NullAway.Init") // JUnit makes the home before the first test.
class ValidateTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static Path home;

  @BeforeAll
  static void copy(@TempDir Path directory) throws IOException {
    home = directory.resolve("home");
    Homes.copy(home);
  }

  static Stream<BrokenCase> broken() throws IOException {
    return BrokenCase.all(BrokenCase.KINDS);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void saysExactlyWhatIsWrong(BrokenCase broken) throws IOException {
    broken.applyTo(home);
    try {
      Ended ended = validate();
      assertThat(ended.errors().lines()).containsExactlyElementsOf(broken.findings(home));
      assertThat(ended.out()).isEmpty();
      assertThat(ended.code()).isEqualTo(1);
    } finally {
      broken.undoIn(home);
    }
  }

  @Test
  void hasManyCasesOfEachKind() throws IOException {
    for (String kind : BrokenCase.KINDS) {
      assertThat(BrokenCase.all(List.of(kind)).count()).as(kind).isGreaterThanOrEqualTo(8);
    }
  }

  @Test
  void saysAllAtOnceWhereEverythingIsBroken() throws IOException {
    List<BrokenCase> one = new ArrayList<>();
    for (String kind : BrokenCase.KINDS) {
      one.add(BrokenCase.all(List.of(kind)).findFirst().orElseThrow());
    }
    List<String> expected = new ArrayList<>();
    try {
      for (BrokenCase each : one) {
        each.applyTo(home);
        expected.addAll(each.findings(home));
      }
      assertThat(validate().errors().lines()).containsExactlyInAnyOrderElementsOf(expected);
    } finally {
      for (BrokenCase each : one) {
        each.undoIn(home);
      }
    }
  }

  @Test
  void namesWhereASettingStandsThatIsInNoFile() {
    assertThat(validate("--set", "serai.http.port=0").errors())
        .isEqualTo("--set: serai.http.port '0' is not allowed; allowed: 1 to 65535 [bad-value]\n");
  }

  @Test
  void findsNothingWrongWithWhatIsShipped() throws IOException {
    assertThat(validate()).isEqualTo(new Ended(0, VALID, ""));
    assertThat(JSON.readTree(validate("--format", "json").out()).path("findings")).isEmpty();
    assertThat(sarif(validate("--format", "sarif")).at("/runs/0/results")).isEmpty();
  }

  @Test
  void writesSarifThatItsSchemaTakes() throws IOException {
    Files.writeString(home.resolve("serai.properties"), "serai.unknown=1\n");
    try {
      Ended ended = validate("--format", "sarif", "--set", "serai.http.port=0");

      assertThat(ended.code()).isEqualTo(1);
      JsonNode run = sarif(ended).at("/runs/0");
      assertThat(run.at("/tool/driver/rules")).hasSize(2);
      JsonNode unknown = run.at("/results/1");
      assertThat(unknown.path("ruleId").asText()).isEqualTo("unknown-setting");
      int rule = unknown.path("ruleIndex").asInt();
      assertThat(run.at("/tool/driver/rules/" + rule + "/id").asText())
          .isEqualTo("unknown-setting");
      JsonNode place = unknown.at("/locations/0/physicalLocation");
      assertThat(place.at("/artifactLocation/uri").asText()).isEqualTo("serai.properties");
      assertThat(place.at("/region/startLine").asInt()).isEqualTo(1);
    } finally {
      Files.delete(home.resolve("serai.properties"));
    }
  }

  @Test
  void writesJson() throws IOException {
    Ended ended = validate("--format", "json", "--set", "serai.http.port=0");

    assertThat(ended.errors()).isEmpty();
    assertThat(JSON.readTree(ended.out()).at("/findings/0/rule").asText()).isEqualTo("bad-value");
  }

  @Test
  void refusesAFormatThatThereIsNot() {
    assertThat(validate("--format", "xml").code()).isEqualTo(2);
  }

  @Test
  void explainsEveryRuleInTheDocs() throws IOException {
    String page = Files.readString(StartedHub.HOME.resolve("docs/editing.md"));
    List<String> table = new ArrayList<>(List.of("|---|---|"));
    for (CheckRule rule : CheckRule.values()) {
      table.add("| `" + rule.word() + "` | " + rule.meaning() + " |");
    }
    table.add("");
    assertThat(page.lines()).containsSequence(table);
  }

  private static final String VALID = "policies, routes, kamelets and settings are valid\n";

  private record Ended(int code, String out, String errors) {}

  private static Ended validate(String... more) {
    List<String> arguments = new ArrayList<>(List.of("validate", "--home", home.toString()));
    arguments.addAll(List.of(more));
    StringWriter out = new StringWriter();
    StringWriter errors = new StringWriter();
    int code =
        Serai.execute(
            new PrintWriter(out), new PrintWriter(errors), arguments.toArray(String[]::new));
    return new Ended(code, out.toString(), errors.toString());
  }

  /** What was printed, which the schema of OASIS takes. */
  private static JsonNode sarif(Ended ended) throws IOException {
    JsonNode report = JSON.readTree(ended.out());
    try (InputStream schema =
        SarifSchema210.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      assertThat(
              JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                  .getSchema(schema)
                  .validate(report))
          .isEmpty();
    }
    return report;
  }
}
