package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.it.CommandLine.Ended;
import io.serai.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Versions of policies and routes: their history, what differs, and putting one back. */
@SuppressWarnings("NullAway.Init") // JUnit starts the hub before the first test.
@TestMethodOrder(OrderAnnotation.class)
class VersionsTest {

  private static final String RULE =
      "\nrules:\n  - name: no-walrus\n    decision: block\n    reason: out\n    contains: [walrus]\n";

  private static Path directory;
  private static Path home;
  private static Path state;
  private static StartedHub hub;

  @BeforeAll
  static void start(@TempDir Path temporary) throws IOException {
    directory = temporary;
    home = temporary.resolve("home");
    state = temporary.resolve("state");
    Homes.copy(home);
    hub = StartedHub.start(home, state, Homes.OFTEN);
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @Test
  @Order(1)
  void namesOnEachJobWhatIsInForce() throws Exception {
    String policies = inForce("policies");
    String routes = inForce("routes");

    JsonNode result = run("print('walrus')");
    assertThat(result.path("policies").asText()).isEqualTo(policies);
    String job = result.path("jobId").asText();
    Awaitility.await()
        .until(() -> Json.MAPPER.readTree(hub.get("/v1/jobs/" + job).body()).has("routes"));
    assertThat(serai("jobs", "show", job).out()).contains(policies, routes);
  }

  @Test
  @Order(2)
  void notesWhatCameAndShowsWhatDiffers() throws Exception {
    String before = inForce("policies");
    edit("policies/moderation.yaml", "\nrules:\n", RULE);
    String after = awaitOther("policies", before);

    assertThat(run("print('walrus')").path("policies").asText()).isEqualTo(after);
    String owner = Files.getOwner(home.resolve("policies/moderation.yaml")).getName();
    JsonNode newest = json("/v1/versions?kind=policies&limit=1").at("/versions/0");
    assertThat(newest.path("how").asText()).isEqualTo("edit");
    assertThat(newest.path("author").asText()).isEqualTo(owner);
    assertThat(serai("policy", "history").out())
        .containsPattern("\\* +\\S+ +policies +" + after.substring(0, 12) + " +edit +" + owner)
        .containsPattern("\\n +\\S+ +policies +" + before.substring(0, 12) + " +start");
    Ended diff = serai("policy", "diff", before.substring(0, 12));
    assertThat(diff.out())
        .startsWith("--- a/policies/moderation.yaml\n+++ b/policies/moderation.yaml\n@@ ")
        .contains("\n+  - name: no-walrus\n")
        .doesNotContain("router");
  }

  @Test
  @Order(3)
  void putsAVersionBackAsOneEditAndSaysWhoDidIt() throws Exception {
    String now = inForce("policies");
    String before = json("/v1/versions?kind=policies").at("/versions/1/digest").asText();

    Ended dry = rollback(before, "--dry-run");
    assertThat(dry.out()).isEqualTo("write  policies/moderation.yaml\n");
    assertThat(dry.code()).isZero();
    assertThat(rollback(before).errors()).contains("nothing is written; to do it, say --yes");
    assertThat(inForce("policies")).isEqualTo(now);

    Ended done = rollback(before.substring(0, 8), "--yes");
    assertThat(done.errors()).isEmpty();
    assertThat(done.code()).isZero();
    assertThat(awaitOther("policies", now)).isEqualTo(before);
    JsonNode newest = json("/v1/versions?kind=policies&limit=1").at("/versions/0");
    assertThat(newest.path("how").asText()).isEqualTo("rollback");
    assertThat(newest.path("author").asText()).isEqualTo(System.getProperty("user.name"));
    assertThat(run("print('walrus')").path("status").asText()).isEqualTo("succeeded");
  }

  @Test
  @Order(4)
  void putsRoutesBackAndTakesAwayWhatCameSince() throws Exception {
    String before = inForce("routes");
    Path added = home.resolve("routes/more.camel.yaml");
    Files.writeString(
        added,
        "- route:\n    id: more\n    description: More.\n    from:\n      uri: direct:more\n      steps:\n        - stop: {}\n");
    awaitOther("routes", before);

    assertThat(rollback(before, "--yes").out()).startsWith("remove routes/more.camel.yaml\n");

    assertThat(added).doesNotExist();
    Awaitility.await().until(() -> inForce("routes").equals(before));
  }

  @Test
  @Order(5)
  void refusesWhatNoHubWouldTakeAndWhatThereIsNot() throws Exception {
    Path kamelet = home.resolve("kamelets/sandbox-gvisor-sink.kamelet.yaml");
    String text = Files.readString(kamelet);
    String before = inForce("policies");
    String router = Files.readString(home.resolve("policies/router.yaml"));
    edit("policies/router.yaml", router, router.substring(0, router.indexOf("  - name: local-gv")));
    awaitOther("policies", before);
    Files.delete(kamelet);

    Ended outdated = rollback(before, "--yes");
    assertThat(outdated.errors())
        .startsWith("nothing is written; a hub would not take it:\npolicies/router.yaml:")
        .contains("sandbox-gvisor-sink");
    assertThat(outdated.code()).isEqualTo(1);
    assertThat(Files.readString(home.resolve("policies/router.yaml"))).isNotEqualTo(router);
    Files.writeString(kamelet, text);
    assertThat(rollback("0000", "--yes").errors()).contains("version '0000' is unknown");
    assertThat(hub.get("/v1/versions/xyz").statusCode()).isEqualTo(404);
    assertThat(hub.get("/v1/versions?kind=jobs").body()).contains("allowed: policies, routes");
    assertThat(hub.get("/v1/versions?limit=0").statusCode()).isEqualTo(400);
  }

  @Test
  @Order(6)
  void putsAVersionBackWhileNoHubRuns() throws Exception {
    String before = json("/v1/versions?kind=policies").at("/versions/1/digest").asText();
    Ended running = rollback(before, "--offline", "--yes", "--set", "serai.state=" + state);
    assertThat(running.errors()).contains("is in use by another hub");
    hub.close();
    assertThat(rollback(before, "--yes").errors()).contains("does not answer");

    Ended done = rollback(before, "--offline", "--yes", "--set", "serai.state=" + state);

    assertThat(done.errors()).isEmpty();
    assertThat(done.code()).isZero();
    assertThat(Files.readString(home.resolve("policies/router.yaml"))).contains("local-gvisor");
  }

  private static Ended rollback(String digest, String... options) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("policy", "rollback", digest, "--home", home.toString()));
    command.addAll(List.of(options));
    return serai(command.toArray(String[]::new));
  }

  private static Ended serai(String... command) throws Exception {
    List<String> whole = new ArrayList<>(List.of(command));
    whole.addAll(2, List.of("--url", hub.uri("").toString()));
    return CommandLine.run(directory, whole.toArray(String[]::new));
  }

  private static JsonNode run(String code) throws Exception {
    String job = "{\"language\":\"python\",\"code\":\"" + code + "\"}";
    JsonNode answer = Json.MAPPER.readTree(hub.post("/execute", job).body());
    String id = answer.findPath("jobId").asText();
    return json("/v1/jobs/" + id).path("result");
  }

  private static void edit(String file, String from, String to) throws IOException {
    String before = Files.readString(home.resolve(file));
    assertThat(before).contains(from);
    Files.writeString(home.resolve(file), before.replace(from, to));
  }

  private static String inForce(String kind) throws Exception {
    return Awaitility.await()
        .until(
            () -> json("/v1/versions?kind=" + kind).at("/inForce/0/digest").asText(),
            digest -> !digest.isEmpty());
  }

  private static String awaitOther(String kind, String before) {
    return Awaitility.await().until(() -> inForce(kind), digest -> !digest.equals(before));
  }

  private static JsonNode json(String path) throws Exception {
    return Json.MAPPER.readTree(hub.get(path).body());
  }
}
