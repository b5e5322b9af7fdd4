package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus gets of a hub, and what it makes of it: with its own programs. */
@SuppressWarnings("NullAway.Init") // JUnit starts the hub before the first test.
class MetricsTest extends HttpCalls {

  private static final Path DEPLOY = StartedHub.HOME.resolve("deploy");

  /** A metric's name where a label, a function or a recorded series could not stand. */
  private static final Pattern METRIC =
      Pattern.compile("(?<![\\w:.\"])([a-z][a-z0-9]*(?:_[a-z0-9]+)*)(?=[{\\[)\\s]|$)(?!\\s*[(=])");

  private static final Set<String> WORDS =
      Set.of("sum", "max", "by", "le", "and", "or", "unless", "rate", "cloud", "state", "provider");

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private static Path directory;

  @BeforeAll
  static void runSomeJobs() throws Exception {
    hub = StartedHub.start(directory.resolve("state"), Map.of("serai.docker.host", ""));
    ok("{'language':'python','code':'print(1)'}");
    ok("{'language':'python','code':'raise SystemExit(3)'}");
    assertThat(execute("{'language':'python','code':'open(\\'/etc/shadow\\')'}").statusCode())
        .isEqualTo(403);
    assertThat(hub.get("/nowhere").statusCode()).isEqualTo(404);
    assertThat(hub.send("PATCH", "/v1/jobs").statusCode()).isEqualTo(405);
  }

  @Test
  void showsEveryMetricByItsName() throws Exception {
    String page = hub.get("/metrics").body();

    assertThat(page)
        .contains(
            "http_requests_total{endpoint=\"/execute\",method=\"POST\"} 3.0",
            "http_requests_total{endpoint=\"other\",method=\"other\"} 1.0",
            "http_requests_total{endpoint=\"/v1/jobs\",method=\"other\"} 1.0",
            "http_request_latency_seconds_count{endpoint=\"/execute\",method=\"POST\",status=\"200\"} 2",
            "failed_tasks_total{reason=\"failed\"} 1.0",
            "jobs_total{status=\"rejected\"} 1.0",
            "container_start_time_seconds_count{language=\"python\",provider=\"process\"}",
            "agent_active_count 0.0",
            "queue_length",
            "outbox_lag_seconds",
            "lease_steals_total 0.0",
            "llm_latency_seconds_count{outcome=\"ok\"} 0",
            "sandboxes_waiting{language=\"python\",provider=\"process\"}",
            "jvm_memory_used_bytes",
            "camel_exchanges_total",
            "camel_route_policy_seconds_count");
  }

  @Test
  void servesOpenMetricsWithExemplarsToWhoAsks() throws Exception {
    HttpResponse<String> answer = get("/metrics", "application/openmetrics-text;version=1.0.0");

    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/openmetrics-text; version=1.0.0");
    assertThat(answer.body()).endsWith("# EOF\n").containsPattern("# \\{span_id=\"[0-9a-f]{16}\"");
  }

  @Test
  void promtoolFindsNothingWrongWithThePage() throws Exception {
    requires("promtool");
    Path page = Files.writeString(directory.resolve("page"), hub.get("/metrics").body());

    ProcessBuilder check = new ProcessBuilder("promtool", "check", "metrics");
    // The one name that dashboards of agents have agreed on, against the rules of Prometheus.
    assertThat(run(check.redirectInput(page.toFile())).text().lines())
        .containsExactly(
            "agent_active_count non-histogram and non-summary metrics should not have"
                + " \"_count\" suffix");
  }

  @Test
  void eachAlertFiresAndClears() throws Exception {
    requires("promtool");
    Path rules = DEPLOY.resolve("prometheus");

    assertEndsWell(
        new ProcessBuilder("promtool", "check", "rules", "rules.yaml").directory(rules.toFile()));
    assertEndsWell(
        new ProcessBuilder("promtool", "test", "rules", "rules.test.yaml")
            .directory(rules.toFile()));
    String tests = Files.readString(rules.resolve("rules.test.yaml"));
    for (JsonNode rule : rules()) {
      if (rule.has("alert")) {
        String alert = "alertname: " + rule.path("alert").asText();
        assertThat(tests).contains(alert + "\n").contains(alert + ", exp_alerts: []");
        assertThat(Files.readString(StartedHub.HOME.resolve("docs/operations.md")))
            .contains("### " + rule.path("alert").asText() + "\n");
      }
    }
  }

  @Test
  void prometheusTakesEachConfiguration() throws Exception {
    requires("promtool");
    for (String file : List.of("prometheus.yaml", "compose.yaml")) {
      String config = DEPLOY.resolve("prometheus").resolve(file).toString();
      assertEndsWell(new ProcessBuilder("promtool", "check", "config", "--syntax-only", config));
    }
  }

  @Test
  void alertsAreRoutedToPeople() throws Exception {
    requires("amtool");
    String file = DEPLOY.resolve("alertmanager/alertmanager.yaml").toString();

    assertEndsWell(new ProcessBuilder("amtool", "check-config", file));
    assertThat(routed(file, "severity=page")).isEqualTo("pagerduty,slack");
    assertThat(routed(file, "severity=ticket")).isEqualTo("slack");
  }

  @Test
  void rulesAndPanelsNameOnlyWhatIsExported() throws Exception {
    Set<String> exported =
        hub.get("/metrics")
            .body()
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.replaceFirst("[{ ].*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    // Shown once there is a node, a budget or a repository; and what Prometheus adds up by itself.
    exported.addAll(Set.of("nodes", "budget_spent_ratio", "git_pull_failed", "up", "ALERTS"));

    Set<String> named = new TreeSet<>();
    for (JsonNode rule : rules()) {
      named.addAll(metrics(rule.path("expr").asText()));
    }
    for (String query : queries()) {
      named.addAll(metrics(query));
    }
    assertThat(named).contains("queue_length", "failed_tasks_total", "llm_latency_seconds_bucket");
    assertThat(exported).containsAll(named);
  }

  @Test
  void dashboardsAreWhatTheirSourceSays() throws Exception {
    Path written = directory.resolve("dashboards");

    CommandLine.Ended ended =
        CommandLine.run(
            directory, "dashboards", "--home", StartedHub.HOME.toString(), "--to", written + "");

    assertThat(ended.errors()).isEmpty();
    try (Stream<Path> kept = Files.list(DEPLOY.resolve("grafana"))) {
      List<Path> dashboards = kept.filter(file -> file.toString().endsWith(".json")).toList();
      assertThat(dashboards).hasSizeGreaterThan(5);
      for (Path dashboard : dashboards) {
        assertThat(written.resolve(dashboard.getFileName()))
            .as("written anew by ./serai dashboards")
            .hasSameTextualContentAs(dashboard);
      }
    }
  }

  private static Set<String> metrics(String query) {
    return METRIC
        .matcher(query.replaceAll("\"[^\"]*\"|\\b(by|unless|on) \\([^)]*\\)", ""))
        .results()
        .map(found -> found.group(1))
        .filter(word -> !WORDS.contains(word))
        .collect(Collectors.toSet());
  }

  /** Those of all panels. */
  private static List<String> queries() throws IOException {
    JsonNode dashboards =
        new YAMLMapper().readTree(DEPLOY.resolve("grafana/dashboards.yaml").toFile());
    return dashboards.findValues("queries").stream()
        .flatMap(JsonNode::valueStream)
        .map(JsonNode::asText)
        .toList();
  }

  @Test
  void aRealPrometheusScrapesIt() throws Exception {
    Path own = Files.createDirectories(directory.resolve("prometheus"));
    try (PrometheusProcess prometheus = PrometheusProcess.watching(hub, own)) {
      awaitValue(prometheus, "up{job=\"serai\"}", "1");
      awaitValue(prometheus, "sum(http_requests_total{endpoint=\"/execute\"})", "3");
      awaitValue(prometheus, "failed_tasks_total{reason=\"failed\"}", "1");
    }
  }

  private static void awaitValue(PrometheusProcess prometheus, String query, String value) {
    Awaitility.await()
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(
            () -> {
              JsonNode answer = prometheus.asked(query);
              assertThat(answer.at("/data/result/0/value/1").asText())
                  .as(answer.toString())
                  .isEqualTo(value);
            });
  }

  private static List<JsonNode> rules() throws IOException {
    return new YAMLMapper()
        .readTree(DEPLOY.resolve("prometheus/rules.yaml").toFile()).findValues("rules").stream()
            .flatMap(group -> group.valueStream())
            .toList();
  }

  private static HttpResponse<String> get(String path, String accept) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(hub.uri(path)).header("Accept", accept).build(),
        BodyHandlers.ofString());
  }

  private static String routed(String file, String label) throws Exception {
    Said said =
        run(
            new ProcessBuilder(
                "amtool", "config", "routes", "test", "--config.file=" + file, label));
    // Whatever it warns of comes first.
    return said.text().substring(said.text().lastIndexOf('\n') + 1);
  }

  private static void assertEndsWell(ProcessBuilder command) throws Exception {
    Said said = run(command);
    assertThat(said.code()).as(said.text()).isZero();
  }

  private record Said(int code, String text) {}

  private static Said run(ProcessBuilder command) throws Exception {
    Process process = command.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text.trim());
  }

  private static void requires(String program) {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin", program)),
        program + " is not installed; deploy/provision install test installs it");
  }
}
