package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.serai.hub.embedded.PostgresServer;
import io.serai.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every panel shows data once there is something to show: a real Prometheus is asked. */
@Tag("alone")
@SuppressWarnings("NullAway.Init") // JUnit starts the servers before the first test.
class DashboardsTest extends HttpCalls {

  private static final Path GRAFANA = StartedHub.HOME.resolve("deploy/grafana");
  private static final Path RULES = StartedHub.HOME.resolve("deploy/prometheus/rules.yaml");
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Each of these makes panels show data that no other does. */
  private static final List<String> JOBS =
      List.of(
          "{'language':'python','code':'print(input())','stdin':'Good morning to everybody'}",
          "{'language':'python','code':'raise SystemExit(3)'}",
          "{'language':'python','code':'import time; time.sleep(9)','limits':{'timeoutMs':300}}",
          "{'language':'python','code':'open(\\'/etc/shadow\\')'}",
          "{'language':'python','code':'import subprocess'}",
          "{'language':'python','code':'import xmrig'}");

  private static final String MODERATOR =
      """

      external:
        endpoint: kamelet:moderation-openai-action
        parameters: { key: "file:%s", url: "http://127.0.0.1:%d/" }
        decision: flag
        reason: a moderator objects
        onFailure: allow
      """;

  /** A budget that is spent at once: its alert fires. */
  private static final String TENANTS =
      """
      default: { weight: 1 }
      tenants:
        default: { budget: { soft: 0.000000001, hard: 1000 } }
      """;

  @TempDir private static Path directory;
  private static PostgresServer postgres;
  private static FakeModerator moderator;
  private static NodeProcess node;
  private static PrometheusProcess prometheus;

  @BeforeAll
  static void start() throws Exception {
    postgres = PostgresServer.start(directory.resolve("database"));
    moderator = new FakeModerator();
    Path keys = Files.createDirectories(directory.resolve("keys"));
    Certificates.hub(keys);
    Certificates.node(keys, "node", "127.0.0.2");
    node = NodeProcess.start("aws-1", directory.resolve("node"), settings(keys, "node"));
    Path home = directory.resolve("home");
    Homes.copy(home);
    Files.writeString(home.resolve("policies/tenants.yaml"), TENANTS);
    Path key = Files.writeString(directory.resolve("moderator.key"), "secret");
    Files.writeString(
        home.resolve("policies/moderation.yaml"),
        MODERATOR.formatted(key, moderator.port()),
        StandardOpenOption.APPEND);
    hub = StartedHub.start(home, directory.resolve("state"), settings(keys, "hub"));
    prometheus = PrometheusProcess.watching(hub, directory);
  }

  private static Map<String, String> settings(Path keys, String name) {
    Map<String, String> settings = new HashMap<>(Certificates.settings(keys, name));
    settings.put("serai.docker.host", "");
    settings.put("serai.database.url", postgres.jdbcUrl());
    return settings;
  }

  @AfterAll
  static void stopServers() {
    prometheus.close();
    node.close();
    moderator.close();
    hub.close();
    postgres.close();
  }

  @Test
  void everyPanelAndEveryRecordedRuleHasData() throws Exception {
    traffic();
    // What is counted first is no rate yet: that takes a scrape of before.
    Awaitility.await()
        .atMost(SOON)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> hasData("sum(jobs_total) > 4"));
    traffic();

    Map<String, String> queries = queries();
    assertThat(queries).hasSizeGreaterThan(45);
    for (Map.Entry<String, String> query : queries.entrySet()) {
      Awaitility.await(query.getKey() + ": " + query.getValue())
          .atMost(SOON)
          .until(() -> hasData(query.getValue()));
    }
  }

  private static void traffic() throws Exception {
    List<Integer> answers = new ArrayList<>();
    for (String job : JOBS) {
      answers.add(execute(job).statusCode());
    }
    assertThat(answers).containsExactly(200, 200, 200, 403, 202, 403);
    assertThat(hub.get("/nowhere").statusCode()).isEqualTo(404);
  }

  /** At least one series, and one whose value is a number. */
  private static boolean hasData(String query) throws Exception {
    JsonNode answer = prometheus.asked(query);
    assertThat(answer.path("status").asText()).as(query).isEqualTo("success");
    return answer
        .at("/data/result")
        .valueStream()
        .anyMatch(each -> Double.isFinite(Double.parseDouble(each.at("/value/1").asText())));
  }

  /** By where they stand. */
  private static Map<String, String> queries() throws IOException {
    Map<String, String> queries = new HashMap<>();
    try (Stream<Path> files = Files.list(GRAFANA)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).toList()) {
        for (JsonNode panel : Json.MAPPER.readTree(file.toFile()).path("panels")) {
          for (JsonNode target : panel.path("targets")) {
            String place = file.getFileName() + ", " + panel.path("title").asText();
            queries.put(place + ", " + target.path("refId").asText(), target.path("expr").asText());
          }
        }
      }
    }
    for (JsonNode rules : new YAMLMapper().readTree(RULES.toFile()).findValues("rules")) {
      for (JsonNode rule : rules) {
        if (rule.has("record")) {
          queries.put("rules.yaml, " + rule.path("record").asText(), rule.path("expr").asText());
        }
      }
    }
    return queries;
  }
}
