package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.it.CommandLine.Ended;
import io.serai.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that run again, while policies are edited. */
@SuppressWarnings("NullAway.Init") // JUnit starts the hub before the first test.
class ReplayTest {

  private static final String RULE =
      "rules:\n  - name: %1$s\n    decision: block\n    reason: it is not wanted\n    contains: [%1$s]\n";

  private static Path directory;
  private static Path home;
  private static StartedHub hub;

  @BeforeAll
  static void start(@TempDir Path temporary) throws IOException {
    directory = temporary;
    home = temporary.resolve("home");
    Homes.copy(home);
    hub = StartedHub.start(home, temporary.resolve("state"), Map.of());
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @Test
  void runsAJobAgainAndShowsWhatCameOutDifferently() throws Exception {
    String id = run("import random\\nprint(1)\\nprint(random.random())");

    Ended ended = replay(id);

    assertThat(ended.errors()).isEmpty();
    assertThat(ended.out())
        .containsPattern("= +status +succeeded +succeeded")
        .containsPattern("= +verdict +allow +allow")
        .containsPattern("= +policies +[0-9a-f]{12} +[0-9a-f]{12}")
        .containsPattern("≠ +stdout, line 2 +0\\.\\d+ +0\\.\\d+");
    String replay = ended.out().lines().findFirst().orElseThrow().replace("replay ", "");
    assertThat(replay).isNotEqualTo(id);
    assertThat(hub.get("/v1/jobs/" + replay).body()).contains("\"source\":\"replay\"");
    assertThat(hub.get("/v1/jobs/" + id + "/replay").body()).contains("runs no other job");
  }

  @Test
  void doesNotRepeatWhatAJobDidOverItsNetworkUnasked() throws Exception {
    String id =
        jobId(
            "{\"language\":\"python\",\"code\":\"print(1)\",\"network\":[\"api.example.org:443\"]}");

    Ended unasked = replay(id);
    assertThat(unasked.errors()).contains("has a network, and what it did there it may do again");
    assertThat(unasked.code()).isEqualTo(1);
    assertThat(replay(id, "--yes", "--json").out()).contains("\"replayOf\" : \"" + id);
  }

  @Test
  void givesTheOldVerdictOrTheNewOneAndNeverRunsWhatIsForbiddenNow() throws Exception {
    String allowed = run("print('walrus')");
    forbid("walrus");
    String forbidden = run("print('walrus')");

    assertThat(replay(allowed, "--policy", "same").out())
        .containsPattern("≠ +status +succeeded +rejected")
        .containsPattern("= +policies ")
        .containsPattern("= +verdict +allow +allow")
        .containsPattern("≠ +reason +- +blocked-by-rule");
    assertThat(replay(allowed, "--policy", "current").out())
        .containsPattern("≠ +status +succeeded +rejected")
        .containsPattern("≠ +policies ")
        .containsPattern("≠ +verdict +allow +block");

    permit("walrus");
    Ended same = replay(forbidden, "--policy", "same");
    assertThat(same.errors()).isEmpty();
    assertThat(same.out())
        .containsPattern("= +status +rejected +rejected")
        .containsPattern("= +policies ")
        .containsPattern("= +verdict +block +block");
    assertThat(replay(forbidden).out())
        .containsPattern("≠ +status +rejected +succeeded")
        .containsPattern("≠ +policies ")
        .containsPattern("≠ +verdict +block +allow");
    JsonNode log = json(hub.get("/v1/audit?subject=" + forbidden)).path("entries");
    assertThat(log)
        .filteredOn(each -> each.path("action").asText().equals("job.replay"))
        .extracting(each -> each.path("actor").asText() + " " + each.at("/detail/policy").asText())
        .containsExactly("local current", "local same");
  }

  @Test
  void chargesTodaysPricesAndComparesThoseOfThen() throws Exception {
    String id = run("print('dear')");
    String before = read("pricing");
    edit("pricing", before.replaceAll("run: [0-9.]+", "run: 7"));

    JsonNode compared = Json.MAPPER.readTree(replay(id, "--policy", "same", "--json").out());

    assertThat(amount(compared, "cost")).isLessThan(1);
    assertThat(amount(compared, "charged")).isGreaterThan(7);
    edit("pricing", before);
  }

  private static double amount(JsonNode compared, String field) {
    for (JsonNode each : compared.path("fields")) {
      if (each.path("field").asText().equals(field)) {
        return each.path("replay").asDouble();
      }
    }
    throw new AssertionError("field '" + field + "' is missing in " + compared);
  }

  @Test
  void saysWhyAJobCannotRunAgainUnderThePoliciesOfThen() throws Exception {
    String id = run("print('narwhal')");
    String router = read("router");
    Path kamelet = home.resolve("kamelets/sandbox-gvisor-sink.kamelet.yaml");
    String text = Files.readString(kamelet);
    edit("router", router.substring(0, router.indexOf("  - name: local-gvisor")));
    Files.delete(kamelet);

    Ended gone = replay(id, "--policy", "same");

    assertThat(gone.errors())
        .contains(
            "fit no longer what there is now", "policies/router.yaml:", "sandbox-gvisor-sink");
    assertThat(gone.code()).isEqualTo(1);
    Ended unknown = replay(id, "--policy", "best");
    assertThat(unknown.errors()).contains("policy 'best' is unknown; allowed: same, current");
    Files.writeString(kamelet, text);
    edit("router", router);
  }

  private static Ended replay(String id, String... options) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("jobs", "replay", "--url", hub.uri("").toString(), id));
    command.addAll(List.of(options));
    return CommandLine.run(directory, command.toArray(String[]::new));
  }

  /** The id of a job that has run, or was refused. */
  private static String run(String code) throws Exception {
    return jobId("{\"language\":\"python\",\"code\":\"" + code + "\"}");
  }

  private static String jobId(String job) throws Exception {
    return json(hub.post("/execute", job)).findPath("jobId").asText();
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return Json.MAPPER.readTree(answer.body());
  }

  private static void forbid(String word) throws Exception {
    edit("moderation", read("moderation").replace("rules:\n", RULE.formatted(word)));
  }

  private static void permit(String word) throws Exception {
    edit("moderation", read("moderation").replace(RULE.formatted(word), "rules:\n"));
  }

  private static String read(String policy) throws IOException {
    return Files.readString(home.resolve("policies/" + policy + ".yaml"));
  }

  private static void edit(String policy, String text) throws Exception {
    int seen = hub.log().length();
    Files.writeString(home.resolve("policies/" + policy + ".yaml"), text);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> hub.log().substring(seen).contains("edit in force: policies"));
  }
}
