package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.cli.Serai;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where jobs run when there is a choice: two targets on this machine, and a cloud with no node. */
@SuppressWarnings("NullAway.Init") // JUnit starts the hub before the first test.
class PlacementTest extends HttpCalls {

  private static final String POLICY =
      """
      clouds: { private: [left, right], aws: [eu-west-1] }
      weights: { latency: 0, price: 0, load: 0, preference: 1 }
      choices: 2
      patienceMs: 2000
      residency:
        demo: { regions: [right] }
      targets:
        - { name: left, endpoint: 'kamelet:sandbox-process-sink', provider: process, cloud: private,
            region: left, isolation: process, images: { python: [host] }, capacity: 4, preference: LEFT }
        - { name: right, endpoint: 'kamelet:sandbox-process-sink', provider: process, cloud: private,
            region: right, isolation: process, images: { python: [host] }, capacity: 1, preference: 5 }
        - { name: far, endpoint: 'kamelet:sandbox-process-sink', provider: process, cloud: aws,
            region: eu-west-1, isolation: process, images: { python: [host] }, capacity: 4,
            preference: 0, registered: true }
      """;

  private static Path home;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    home = directory.resolve("home");
    Homes.copy(home, policy(9));
    hub = StartedHub.start(home, directory.resolve("state"), Map.of());
  }

  @BeforeEach
  void preferTheLeft() throws Exception {
    prefer(9);
    awaitTarget("left");
  }

  private static void prefer(int left) throws IOException {
    Files.writeString(home.resolve("policies/router.yaml"), policy(left));
  }

  private static String policy(int left) {
    return POLICY.replace("LEFT", String.valueOf(left));
  }

  @Test
  void explainsEveryChoice() throws Exception {
    String id = ok("{'language':'python','code':'print(1)'}").path("jobId").asText();

    JsonNode placement =
        Awaitility.await()
            .until(
                () -> json(hub.get("/v1/jobs/" + id + "/placement")),
                found -> found.has("explanation"));
    JsonNode decision = placement.at("/explanation/decision");
    assertThat(decision.at("/choices/0/placement/target").asText()).isEqualTo("left");
    assertThat(decision.at("/choices/0/score/preference").asDouble()).isEqualTo(9);
    assertThat(decision.at("/choices/1/placement/target").asText()).isEqualTo("right");
    assertThat(decision.at("/excluded/0").toString())
        .isEqualTo("{\"target\":\"far\",\"reason\":\"has no node\",\"passing\":true}");
    assertThat(placement.at("/explanation/attempts/0/outcome").asText()).isEqualTo("succeeded");

    StringWriter out = new StringWriter();
    int code =
        Serai.execute(
            new PrintWriter(out),
            new PrintWriter(new StringWriter()),
            "jobs",
            "explain",
            id,
            "--url",
            hub.uri("").toString());
    assertThat(code).isZero();
    assertThat(out.toString()).contains("compared", "left", "right", "has no node", "succeeded");
  }

  @Test
  void knowsNoPlacementOfAnUnknownJob() throws Exception {
    assertThat(hub.get("/v1/jobs/00000000-0000-4000-8000-000000000000/placement").statusCode())
        .isEqualTo(404);
  }

  @Test
  void runsEverywhereAndTellsWhereTheAnswersDiffer() throws Exception {
    JsonNode same = ok(everywhere("print(6 * 7)"));
    assertThat(same.path("copies")).hasSize(2);
    assertThat(same.at("/copies/0/differsIn")).isEmpty();
    assertThat(same.at("/copies/1/differsIn")).isEmpty();
    assertThat(same.at("/cost/charges"))
        .as("each copy is charged where it ran")
        .extracting(each -> each.path("target").asText())
        .containsExactlyInAnyOrder("left", "left", "left", "right", "right", "right");

    JsonNode different = ok(everywhere("import os; print(os.urandom(8).hex())"));
    assertThat(different.at("/copies/1/differsIn").toString()).isEqualTo("[\"stdout\"]");
  }

  private static String everywhere(String code) {
    return "{'language':'python','code':'"
        + code
        + "','idempotent':true,'placement':{'mode':'all'}}";
  }

  @Test
  void hedgesAJobThatTakesUnusuallyLongAndStopsTheLoser() throws Exception {
    JsonNode result =
        ok(
            "{'language':'python','code':'import time; time.sleep(3); print(1)',"
                + "'idempotent':true,'placement':{'mode':'hedge'}}");

    assertThat(result.path("stdout").asText()).isEqualTo("1\n");
    assertThat(result.at("/placement/target").asText()).isEqualTo("left");
    assertThat(result.at("/copies/1/placement/target").asText()).isEqualTo("right");
    assertThat(result.at("/copies/1/status").asText()).isEqualTo("cancelled");
  }

  @Test
  void runsNothingTwiceUnlessThatDoesNoHarm() throws Exception {
    HttpResponse<String> answer =
        execute("{'language':'python','code':'1','placement':{'mode':'hedge'}}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("/placement/mode", "set 'idempotent' to true");
  }

  @Test
  void keepsToTheCostCeilingAndTheResidency() throws Exception {
    HttpResponse<String> dear =
        execute("{'language':'python','code':'1','placement':{'maxCost':0.001}}");
    assertThat(dear.body()).contains("left: may cost up to 0.01", "right: may cost up to 0.01");

    JsonNode right = ok("{'language':'python','code':'1','tenant':'demo'}");
    assertThat(right.at("/placement/target").asText()).isEqualTo("right");
  }

  @Test
  void letsAJobWaitInTheQueueForAFullTarget() throws Exception {
    List<String> locations = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      locations.add(
          submit(
                  "{'language':'python','code':'import time; time.sleep(0.6)',"
                      + "'placement':{'regions':['right']}}")
              .headers()
              .firstValue("Location")
              .orElseThrow());
    }
    Awaitility.await()
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> json(hub.get(locations.get(2) + "/placement")).path("waitsFor").asText(),
            reason -> reason.contains("right: 1 node, 1 full"));
    for (String location : locations) {
      assertThat(awaitEnd(location).path("state").asText()).isEqualTo("succeeded");
    }
  }

  @Test
  void losesPatienceWithACloudThatHasNoNode() throws Exception {
    JsonNode result =
        json(execute("{'language':'python','code':'1','placement':{'clouds':['aws']}}"));

    assertThat(result.toString()).contains("no-capacity", "far: has no node");
  }

  @Test
  void followsAnEditWithinASecondAndDropsNoJob() throws Exception {
    JobFlow flow = new JobFlow();
    try (flow) {
      prefer(0);
      flow.awaitTarget("right");
      prefer(9);
      flow.awaitTarget("left");
    }
    assertThat(flow.unanswered).isEmpty();
  }

  /** One job after the other, so that there is room for each where it is sent first. */
  private static final class JobFlow implements AutoCloseable {

    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicReference<String> target = new AtomicReference<>();
    private final List<String> unanswered = new ArrayList<>();
    private final CompletableFuture<Void> jobs = CompletableFuture.runAsync(this::run);

    private void run() {
      while (!ended.get()) {
        try {
          note(execute("{'language':'python','code':'print(1)'}"));
        } catch (Exception e) {
          unanswered.add(e.toString());
        }
      }
    }

    private void note(HttpResponse<String> answer) throws IOException {
      if (answer.statusCode() == 200) {
        target.set(json(answer).at("/placement/target").asText());
      } else {
        unanswered.add(answer.body());
      }
    }

    void awaitTarget(String name) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(1))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> name.equals(target.get()));
    }

    @Override
    public void close() {
      ended.set(true);
      jobs.join();
    }
  }

  private static void awaitTarget(String target) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> ok("{'language':'python','code':'1'}").at("/placement/target").asText(),
            target::equals);
  }
}
