package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.cli.Serai;
import io.serai.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * A hub whose intake stumbles over messages with the header {@code ce_type}, until it is mended,
 * and what its commands say of its dead letters.
 */
final class DeadLetterHub implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String STEP = "        - process:\n            ref: intake\n";
  private static final String FAULT =
      """
              - filter:
                  expression:
                    simple:
                      expression: "${body.attributes[ce_type]} == 'here'"
                  steps:
                    - throwException:
                        exceptionType: java.lang.IllegalStateException
                        message: intake stumbles
      """;

  private final StartedHub hub;
  private final Path route;
  private final String mended;

  private DeadLetterHub(StartedHub hub, Path route, String mended) {
    this.hub = hub;
    this.route = route;
    this.mended = mended;
  }

  static DeadLetterHub start(Path directory, Map<String, String> settings) throws IOException {
    Path home = directory.resolve("home");
    Homes.copy(home);
    Path route = home.resolve("routes/10-intake/intake.camel.yaml");
    String mended = Files.readString(route);
    assertThat(mended).contains(STEP);
    Files.writeString(route, spoilt(mended));
    StartedHub hub = StartedHub.start(home, directory.resolve("state"), settings);
    return new DeadLetterHub(hub, route, mended);
  }

  /** Puts the route in force over which no message stumbles. */
  void mend() throws IOException {
    edit(mended);
  }

  /** Puts the other one in force again. */
  void spoil() throws IOException {
    edit(spoilt(mended));
  }

  private void edit(String text) throws IOException {
    int before = edits();
    Files.writeString(route, text);
    Awaitility.await().atMost(PATIENCE).until(() -> edits() > before);
  }

  private int edits() throws IOException {
    return hub.log().split("edit in force: routes \\[routes/10-intake", -1).length;
  }

  private static String spoilt(String route) {
    return route.replace(STEP, FAULT.stripTrailing().stripIndent().indent(8) + STEP);
  }

  /** The dead letter that waits for this reason, as soon as there is one. */
  JsonNode letter(String code) throws Exception {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> letters("?state=kept&code=" + code), found -> found.size() == 1)
        .get(0);
  }

  JsonNode letters(String query) throws Exception {
    return Json.MAPPER.readTree(hub.get("/v1/dead-letters" + query).body()).path("deadLetters");
  }

  JsonNode get(String path) throws Exception {
    return Json.MAPPER.readTree(hub.get(path).body());
  }

  StartedHub hub() {
    return hub;
  }

  /** What a command wrote to its output and its errors. */
  record Said(int code, String out, String errors) {}

  Said serai(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of("dead-letters", command));
    all.addAll(List.of("--url", hub.uri("").toString()));
    all.addAll(List.of(arguments));
    StringWriter out = new StringWriter();
    StringWriter errors = new StringWriter();
    int code =
        Serai.execute(new PrintWriter(out), new PrintWriter(errors), all.toArray(String[]::new));
    return new Said(code, out.toString(), errors.toString());
  }

  @Override
  public void close() {
    hub.close();
  }
}
