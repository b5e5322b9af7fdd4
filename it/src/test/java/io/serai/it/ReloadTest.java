package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files are edited while the hub runs: a good edit comes into force, a bad one changes nothing. */
@SuppressWarnings("NullAway.Init") // JUnit starts the hub before the first test.
class ReloadTest {

  private static final String JOB = "{\"language\":\"python\",\"code\":\"print(1)\"}";
  private static final String ALLOWLIST = "routes/30-allowlist/allowlist.camel.yaml";
  private static final String RECIPIENTS = "routes/60-recipients/recipients.camel.yaml";
  private static final String KAMELET = "kamelets/sandbox-process-sink.kamelet.yaml";

  private static Path home;
  private static StartedHub hub;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    home = directory.resolve("home");
    Homes.copy(home);
    hub = StartedHub.start(home, directory.resolve("state"), Homes.OFTEN);
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @Test
  void putsAnEditedRouteInForce() throws Exception {
    String before = read(ALLOWLIST);
    edit(
        ALLOWLIST,
        before.replace(
            "        - process:\n            ref: allowlist\n",
            "        - throwException:\n            exceptionType: java.lang.IllegalStateException\n            message: closed for the night\n"));
    awaitAnswer(502, "closed for the night");

    edit(ALLOWLIST, before);
    awaitAnswer(200, "succeeded");
  }

  @Test
  void putsAnEditedKameletInForce() throws Exception {
    String before = read(KAMELET);
    edit(
        KAMELET,
        before.replace(
            "        - to:\n            uri: sandbox:process\n",
            "        - throwException:\n            exceptionType: java.lang.IllegalStateException\n            message: no sandbox today\n"));
    awaitAnswer(502, "no sandbox today");

    edit(KAMELET, before);
    awaitAnswer(200, "succeeded");
  }

  @Test
  void putsAnEditedPolicyInForce() throws Exception {
    String before = read("policies/moderation.yaml");
    edit(
        "policies/moderation.yaml",
        before.replace(
            "\nrules:\n",
            """

            rules:
              - name: no-ones
                decision: block
                reason: ones are out
                contains: [print(1)]
            """));
    awaitAnswer(403, "ones are out");

    edit("policies/moderation.yaml", before);
    awaitAnswer(200, "succeeded");
  }

  static Stream<Arguments> brokenEdits() {
    return Stream.of(
        Arguments.of(ALLOWLIST, "process:", "proces:", ALLOWLIST + ":9:11: "),
        Arguments.of(ALLOWLIST, "ref: allowlist", "ref: allowlits", ALLOWLIST + ":"),
        Arguments.of(
            "routes/flow.camel.yaml",
            "uri: direct:router",
            "uri: carrier-pigeon:router",
            "routes/flow.camel.yaml:"),
        Arguments.of(KAMELET, "uri: sandbox:process", "uri: sandbox:moon", KAMELET + ":"),
        Arguments.of(
            "policies/router.yaml", "capacity: 64", "capacity: many", "policies/router.yaml:"));
  }

  @ParameterizedTest
  @MethodSource("brokenEdits")
  void refusesABrokenEditWithFileAndLineAndRunsOn(
      String file, String good, String bad, String complaint) throws Exception {
    String before = read(file);
    int seen = hub.log().length();
    edit(file, before.replaceFirst(good, bad));

    awaitLog(seen, complaint);
    assertThat(hub.post("/execute", JOB).statusCode()).isEqualTo(200);

    edit(file, before);
    assertThat(hub.post("/execute", JOB).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesTheLossOfAFileThatIsNeededAndRunsOn() throws Exception {
    String before = read(ALLOWLIST);
    int seen = hub.log().length();
    Files.delete(home.resolve(ALLOWLIST));

    awaitLog(seen, "routes/flow.camel.yaml:17:24: endpoint 'direct:allowlist' has no route");
    assertThat(hub.post("/execute", JOB).statusCode()).isEqualTo(200);

    edit(ALLOWLIST, before);
  }

  @Test
  void refusesTheLossOfAKameletThatAPolicyNamesAndRunsOn() throws Exception {
    String before = read(KAMELET);
    int seen = hub.log().length();
    Files.delete(home.resolve(KAMELET));

    awaitLog(seen, "policies/router.yaml:");
    assertThat(hub.post("/execute", JOB).statusCode()).isEqualTo(200);

    edit(KAMELET, before);
  }

  @Test
  void letsAJobEndOnTheRoutesItBeganOnAndKeepsNobodyWaitingForIt() throws Exception {
    String longJob =
        hub.post(
                "/v1/jobs",
                "{\"language\":\"python\",\"limits\":{\"timeoutMs\":60000},"
                    + "\"code\":\"import time; time.sleep(25)\"}")
            .headers()
            .firstValue("Location")
            .orElseThrow();
    Awaitility.await().until(() -> state(longJob).equals("running"));
    String before = read(RECIPIENTS);
    edit(
        RECIPIENTS,
        before.replace(
            "        - process:\n            ref: answer\n",
            """
                    - throwException:
                        exceptionType: java.lang.IllegalStateException
                        message: lost on the way back
            """));
    awaitAnswer(502, "lost on the way back");
    assertThat(state(longJob)).isEqualTo("running");

    edit(RECIPIENTS, before);
    awaitAnswer(200, "succeeded");
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> state(longJob).equals("succeeded"));
  }

  private static String state(String location) throws Exception {
    return Json.MAPPER.readTree(hub.get(location).body()).path("state").asText();
  }

  private static void awaitAnswer(int status, String text) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> {
              var answer = hub.post("/execute", JOB);
              assertThat(answer.body()).contains(text);
              assertThat(answer.statusCode()).isEqualTo(status);
            });
  }

  private static void awaitLog(int seen, String complaint) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(hub.log().substring(seen))
                    .contains("edit refused, everything runs on as before")
                    .contains(complaint));
  }

  private static String read(String file) throws IOException {
    return Files.readString(home.resolve(file));
  }

  private static void edit(String file, String text) throws IOException {
    Files.writeString(home.resolve(file), text);
  }
}
