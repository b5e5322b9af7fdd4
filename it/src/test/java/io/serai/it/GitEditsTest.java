package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A hub takes its policies, routes and kamelets from a folder of a Git repository. */
@SuppressWarnings("NullAway.Init") // JUnit starts the hub before the first test.
@TestMethodOrder(OrderAnnotation.class)
class GitEditsTest {

  private static final String MODERATION = "prod/policies/moderation.yaml";
  private static final String ROUTER = "prod/policies/router.yaml";
  private static final String ALLOWLIST = "prod/routes/30-allowlist/allowlist.camel.yaml";
  private static final String PROCESS = "prod/kamelets/sandbox-process-sink.kamelet.yaml";
  private static final String REFUSED = "edit refused, everything runs on as before; commit ";

  private static Path directory;
  private static Path home;
  private static GitOrigin origin;
  private static StartedHub hub;

  @BeforeAll
  static void start(@TempDir Path temporary) throws Exception {
    directory = temporary;
    home = temporary.resolve("home");
    Homes.copy(home);
    origin = new GitOrigin(temporary);
    for (String folder : new String[] {"policies", "routes", "kamelets"}) {
      Homes.copy(home.resolve(folder), origin.work().resolve("prod/" + folder));
    }
    origin.edit(MODERATION, "\nrules:\n", rule("walrus"));
    origin.commit("Ada");
    hub = launch();
  }

  private static StartedHub launch() throws IOException {
    return StartedHub.start(
        home,
        directory.resolve("state"),
        Map.of(
            "serai.git.repository", origin.path().toString(),
            "serai.git.path", "prod",
            "serai.git.seconds", "1"));
  }

  @AfterAll
  static void stop() {
    hub.close();
    origin.close();
  }

  @Test
  @Order(1)
  void startsWithTheLastCommit() throws Exception {
    assertThat(run("walrus").body()).contains("no walrus");

    JsonNode started = newest("policies");
    assertThat(started.path("how").asText()).isEqualTo("start");
    assertThat(started.path("author").asText()).isEqualTo("Ada <ada@example.org>");
    assertThat(gauge("git_pull_failed")).isZero();
  }

  @Test
  @Order(2)
  void putsACommitInForceAndSaysWhoseItIs() throws Exception {
    String id = origin.edit(MODERATION, "walrus", "oyster").commit("Grace");

    awaitAnswer("oyster", 403);
    awaitAnswer("walrus", 200);
    awaitCommit("policies", id);
    assertThat(newest("policies").path("how").asText()).isEqualTo("git");
    assertThat(newest("policies").path("author").asText()).isEqualTo("Grace <grace@example.org>");
    assertThat(newest("routes").path("how").asText()).isEqualTo("start");
    assertThat(
            CommandLine.run(directory, "policy", "history", "--url", hub.uri("").toString()).out())
        .containsPattern(
            "\\* +\\S+ +policies +\\S+ +git " + id.substring(0, 12) + " +Grace <grace@");
  }

  @Test
  @Order(3)
  void putsAllFilesOfACommitInForceTogether() throws Exception {
    String kamelet = Files.readString(origin.work().resolve(PROCESS));
    Files.writeString(
        origin.work().resolve(PROCESS.replace("process", "other")),
        kamelet.replace("sandbox-process-sink", "sandbox-other-sink"));
    origin.edit(ROUTER, "kamelet:sandbox-process-sink", "kamelet:sandbox-other-sink");
    Files.delete(origin.work().resolve(PROCESS));
    Files.delete(origin.work().resolve(PROCESS.replace(".kamelet.yaml", ".test.yaml")));
    String id = origin.commit("Grace");

    awaitCommit("policies", id);
    awaitCommit("routes", id);
    awaitAnswer("1", 200);
    assertThat(hub.log()).doesNotContain("edit refused");
    assertThat(home.resolve(PROCESS.replace("prod/", ""))).doesNotExist();
    assertThat(home.resolve("policies/schema/router.schema.json")).exists();
  }

  @Test
  @Order(4)
  void refusesABrokenCommitAsAWholeAndTakesTheNext() throws Exception {
    String before = Files.readString(home.resolve("policies/moderation.yaml"));
    origin.edit(MODERATION, "oyster", "carpenter");
    String broken = origin.edit(ALLOWLIST, "process:", "proces:").commit("Grace");

    awaitLog(REFUSED + broken.substring(0, 12) + " by Grace <grace@example.org>:");
    awaitLog("routes/30-allowlist/allowlist.camel.yaml:9:11: ");
    assertThat(gauge("edit_refused")).isOne();
    assertThat(run("oyster").statusCode()).isEqualTo(403);
    assertThat(run("carpenter").statusCode()).isEqualTo(200);
    assertThat(Files.readString(home.resolve("policies/moderation.yaml"))).isEqualTo(before);

    String mended = origin.edit(ALLOWLIST, "proces:", "process:").commit("Ada");
    awaitAnswer("carpenter", 403);
    awaitCommit("policies", mended);
    assertThat(gauge("edit_refused")).isZero();
  }

  @Test
  @Order(5)
  void runsOnWhileTheRepositoryIsAway() throws Exception {
    Path away = directory.resolve("away.git");
    Files.move(origin.path(), away);
    awaitLog("repository '" + origin.path() + "' cannot be pulled from, everything runs on");
    assertThat(gauge("git_pull_failed")).isOne();
    assertThat(run("1").statusCode()).isEqualTo(200);
    assertThat(hub.get("/readyz").statusCode()).isEqualTo(200);

    Files.move(away, origin.path());
    origin.edit(MODERATION, "carpenter", "cabbage").commit("Ada");
    awaitAnswer("cabbage", 403);
    Awaitility.await().until(() -> gauge("git_pull_failed") == 0);
    assertThat(hub.log().split("cannot be pulled from, everything", -1)).hasSize(2);
  }

  @Test
  @Order(6)
  void startsOnTheCommitBeforeABrokenOne() throws Exception {
    hub.close();
    String broken = origin.edit(ROUTER, "capacity: 64", "capacity: many").commit("Grace");

    hub = launch();

    awaitLog(REFUSED + broken.substring(0, 12));
    awaitLog("policies/router.yaml:");
    assertThat(run("cabbage").statusCode()).isEqualTo(403);
    assertThat(run("1").statusCode()).isEqualTo(200);
  }

  private static String rule(String word) {
    return "\nrules:\n  - {name: no-shellfish, decision: block, reason: no walrus, contains: ["
        + word
        + "]}\n";
  }

  private static HttpResponse<String> run(String word) throws Exception {
    return hub.post("/execute", "{\"language\":\"python\",\"code\":\"print('" + word + "')\"}");
  }

  private static void awaitAnswer(String word, int status) {
    Awaitility.await().untilAsserted(() -> assertThat(run(word).statusCode()).isEqualTo(status));
  }

  private static void awaitCommit(String kind, String id) {
    Awaitility.await().until(() -> newest(kind).path("commit").asText().equals(id));
  }

  private static void awaitLog(String text) {
    Awaitility.await().untilAsserted(() -> assertThat(hub.log()).contains(text));
  }

  private static JsonNode newest(String kind) throws Exception {
    String path = "/v1/versions?limit=1&kind=" + kind;
    return Awaitility.await()
        .until(
            () -> Json.MAPPER.readTree(hub.get(path).body()).at("/versions/0"), JsonNode::isObject);
  }

  private static double gauge(String name) throws Exception {
    return hub.get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .findFirst()
        .orElseThrow();
  }
}
