package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.embedded.PostgresServer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Four clouds, a long and lossy way from the hub, while one after the other becomes slow, is cut
 * off, is killed in the middle of jobs, and is drained.
 */
@Tag("alone")
@SuppressWarnings("NullAway.Init") // JUnit starts the clouds before the test.
class FourCloudsTest extends HttpCalls {

  private static final Logger LOG = LoggerFactory.getLogger(FourCloudsTest.class);
  private static final Duration RECOVERED = Duration.ofSeconds(10);
  private static final Duration WINDOW = Duration.ofSeconds(4);
  private static final double LOSS = 0.01;

  /** What a busy machine may add, in seconds: the least of the faults adds 0.8. */
  private static final double NOISE = 0.3;

  private static final String POLICY =
      """
      clouds: { private: [private-1], aws: [aws-1], gcp: [gcp-1], azure: [azure-1] }
      weights: { latency: 1, price: 0, load: 1, preference: 0 }
      choices: 2
      patienceMs: 60000
      residency:
        demo: { clouds: [private, aws] }
      targets:
      """;
  private static final String TARGET =
      "  - { name: %1$s, endpoint: 'kamelet:sandbox-node-sink', provider: process, cloud: %1$s,"
          + " region: %1$s-1, isolation: process, images: { python: [host] }, capacity: 4,"
          + " preference: 0, distanceMs: 20, coldStartMs: 100, registered: true }\n";

  private static PostgresServer postgres;
  private static Cloud private0;
  private static Cloud aws;
  private static Cloud gcp;
  private static Cloud azure;
  private static Ledger ledger;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    postgres = PostgresServer.start(directory.resolve("postgres"));
    URI database = URI.create(postgres.jdbcUrl().substring("jdbc:".length()));
    Certificates.hub(directory);
    private0 = new Cloud("private", 0, directory, database);
    aws = new Cloud("aws", 1, directory, database);
    gcp = new Cloud("gcp", 2, directory, database);
    azure = new Cloud("azure", 3, directory, database);
    private0.far(1, 0);
    aws.far(10, LOSS);
    gcp.far(15, LOSS);
    azure.far(20, LOSS);
    hub = StartedHub.start(home(directory), directory.resolve("hub"), settings(directory));
    ledger = new Ledger(postgres.jdbcUrl());
    for (Cloud cloud : clouds()) {
      Awaitility.await(cloud.name() + " takes jobs; its log: " + cloud.node().log())
          .atMost(Duration.ofSeconds(30))
          .until(() -> placedIn(cloud));
    }
  }

  private static Path home(Path directory) throws Exception {
    Path home = directory.resolve("home");
    StringBuilder policy = new StringBuilder(POLICY);
    for (Cloud cloud : clouds()) {
      policy.append(TARGET.formatted(cloud.name()));
    }
    Homes.copy(home, policy.toString());
    return home;
  }

  private static Map<String, String> settings(Path directory) {
    Map<String, String> settings = new HashMap<>(Certificates.settings(directory, "hub"));
    settings.put("serai.database.url", postgres.jdbcUrl());
    settings.put("serai.run.slots", "64");
    settings.put("serai.docker.host", "");
    return settings;
  }

  private static List<Cloud> clouds() {
    return List.of(private0, aws, gcp, azure);
  }

  @AfterAll
  static void stopClouds() throws Exception {
    hub.close();
    for (Cloud cloud : clouds()) {
      cloud.close();
    }
    postgres.close();
  }

  @Test
  void losesNoJobAndRunsNoneTwiceWhateverBreaks() throws Exception {
    SteadyFlow flow = new SteadyFlow(hub);
    try {
      TimeUnit.SECONDS.sleep(12);
      double usual = p95(Instant.now().minus(WINDOW));
      assertFlowsByPolicy();
      slowDown(usual);
      cutOff(usual);
      kill(usual);
      drain(usual);
    } finally {
      flow.stop();
    }
    assertEveryJobAnsweredOnce(flow.accepted());
  }

  private static boolean placedIn(Cloud cloud) throws Exception {
    String location = shortJob(cloud.name());
    return awaitEnd(location).path("state").asText().equals("succeeded");
  }

  private static String shortJob(String cloud) throws Exception {
    return location(
        submit("{'language':'python','code':'1','placement':{'clouds':['" + cloud + "']}}"));
  }

  private static String location(HttpResponse<String> accepted) {
    return accepted.headers().firstValue("Location").orElseThrow();
  }

  private static void slowDown(double usual) throws Exception {
    Instant slow = Instant.now();
    private0.far(400, 0);
    assertRecovers(slow, usual);
    private0.far(1, 0);
  }

  private static void assertFlowsByPolicy() throws Exception {
    assertThat(ledger.jobsByCloud("default"))
        .as("jobs wait for: %s, %s", ledger.waiting(), aws.node().log())
        .containsKeys("private", "aws", "gcp", "azure");
    assertThat(ledger.jobsByCloud("demo").keySet()).isNotEmpty().isSubsetOf("private", "aws");
  }

  private static void cutOff(double usual) throws Exception {
    String once = longJob("gcp", false);
    String harmless = longJob("gcp','aws", true);
    awaitSent(once);
    Instant cut = Instant.now();
    gcp.cutOff();
    assertRecovers(cut, usual);
    assertThat(json(hub.get(once)).has("finishedAt")).as("answered while cut off").isFalse();
    gcp.mend();
    assertThat(awaitEnd(once).path("state").asText()).isEqualTo("succeeded");
    assertThat(awaitEnd(harmless).path("state").asText()).isEqualTo("succeeded");
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(json(hub.get(once + "/placement")).path("sendings"))
                    .extracting(sending -> sending.path("outcome").asText())
                    .containsOnlyOnce("succeeded"));
  }

  private static void kill(double usual) throws Exception {
    String once = longJob("azure", false);
    String harmless = longJob("azure','aws", true);
    awaitSent(once);
    Instant killed = Instant.now();
    azure.node().kill();
    assertRecovers(killed, usual);
    assertThat(awaitEnd(harmless).path("state").asText()).isEqualTo("succeeded");
    azure.startAgain(3);
    JsonNode lost = awaitEnd(once);
    assertThat(lost.path("state").asText()).isEqualTo("error");
    assertThat(lost.at("/result/reason/code").asText()).isEqualTo("outcome-unknown");
  }

  private static void drain(double usual) throws Exception {
    String running = longJob("aws", false);
    awaitSent(running);
    Instant drained = Instant.now();
    aws.node().terminate();
    assertThat(awaitEnd(running).path("state").asText()).isEqualTo("succeeded");
    assertThat(aws.node().awaitExit()).isZero();
    assertRecovers(drained, usual);
  }

  /** Ten seconds after a fault, jobs are answered about as fast as before. */
  private static void assertRecovers(Instant fault, double usual) throws Exception {
    Instant from = fault.plus(RECOVERED);
    long left = Duration.between(Instant.now(), from.plus(WINDOW)).toMillis();
    TimeUnit.MILLISECONDS.sleep(Math.max(0, left));
    double now = p95(from);
    LOG.info("p95 {} s, ten seconds after the fault; before it was {} s", now, usual);
    assertThat(now)
        .as("p95 in seconds, ten seconds after the fault; before it was %.3f", usual)
        .isLessThan(2 * usual + NOISE);
  }

  private static double p95(Instant from) throws Exception {
    TimeUnit.SECONDS.sleep(1);
    return ledger.p95(from, from.plus(WINDOW));
  }

  private static void assertEveryJobAnsweredOnce(List<String> accepted) throws Exception {
    Awaitility.await("every accepted job has its result")
        .atMost(Duration.ofSeconds(60))
        .until(() -> ledger.unanswered() == 0);
    assertThat(ledger.answered(accepted)).isEqualTo(accepted.size());

    List<String> started = new ArrayList<>();
    for (Cloud cloud : clouds()) {
      cloud.started().forEach(line -> started.add(line.substring(line.indexOf(' ') + 1)));
    }
    assertThat(ledger.startedTwice(started)).as("jobs that ran twice, and may not").isEmpty();
    assertThat(ledger.lostUnlessKilled("azure"))
        .as("jobs without an answer of their own")
        .isEmpty();
  }

  private static String longJob(String clouds, boolean idempotent) throws Exception {
    return location(
        submit(
            "{'language':'python','code':'import time; time.sleep(2.5)','idempotent':"
                + idempotent
                + ",'placement':{'clouds':['"
                + clouds
                + "']}}"));
  }

  private static void awaitSent(String location) throws Exception {
    Awaitility.await()
        .until(() -> !json(hub.get(location + "/placement")).path("sendings").isEmpty());
    TimeUnit.MILLISECONDS.sleep(700);
  }
}
