package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large parts of results leave the database, and nobody who asks for a result notices. */
@SuppressWarnings("NullAway.Init") // JUnit makes the folder before each test.
class ObjectStorageTest {

  private static final int LARGE = 200_000;
  private static final String LARGE_JOB =
      """
      {"language":"python","code":"print('grüße ' * 40000, end='')","idempotencyKey":"%s"}""";
  private static final String SMALL_JOB = "{\"language\":\"python\",\"code\":\"print(1)\"}";

  @TempDir private Path folder;

  @Test
  void movesThemToAnS3ServerAsSoonAsItIsThere() throws Exception {
    try (S3Server server = S3Server.start(folder.resolve("s3"));
        PortRelay relay = new PortRelay(server.port());
        StartedHub hub =
            StartedHub.start(folder.resolve("state"), settings(relay, S3Server.SECRET_KEY))) {
      relay.takeAway();
      JsonNode answer = execute(hub, "first");
      assertThat(answer.path("stdout").asText()).hasSizeGreaterThan(LARGE);
      String path = "/v1/jobs/" + answer.path("jobId").asText();
      JsonNode before = job(hub, path);
      awaitMetric(hub, "objects_failures_total", 1);
      assertThat(metric(hub, "objects_waiting")).isEqualTo(1);
      assertThat(objects()).isEmpty();

      relay.bringBack();
      awaitMetric(hub, "objects_moved_total", 1);
      assertThat(objects()).hasSize(1);
      assertThat(Files.readString(objects().get(0)))
          .isEqualTo(before.at("/result/stdout").asText());
      awaitMetric(hub, "objects_waiting", 0);
      assertSame(hub, path, before);
      assertThatOthersGoOnWhileItIsAway(hub, relay, path);
      assertSame(hub, path, before);
    }
  }

  /** What needs the object is told so; what does not, is served. */
  private static void assertThatOthersGoOnWhileItIsAway(
      StartedHub hub, PortRelay relay, String path) throws Exception {
    relay.takeAway();
    assertUnavailable(hub.get(path));
    assertUnavailable(hub.get(path + "/events"));
    assertUnavailable(hub.post("/execute", LARGE_JOB.formatted("first")));
    assertThat(hub.get(path + "/trace").statusCode()).isEqualTo(200);
    assertThat(hub.get(path + "/placement").statusCode()).isEqualTo(200);
    HttpResponse<String> other = hub.post("/execute", SMALL_JOB);
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(Json.MAPPER.readTree(other.body()).path("stdout").asText()).isEqualTo("1\n");
    relay.bringBack();
  }

  @Test
  void keepsThemInTheDatabaseWhereTheServerRefusesItsKey() throws Exception {
    try (S3Server server = S3Server.start(folder.resolve("s3"));
        PortRelay relay = new PortRelay(server.port());
        StartedHub hub = StartedHub.start(folder.resolve("state"), settings(relay, "a guess"))) {
      JsonNode answer = execute(hub, "first");

      awaitMetric(hub, "objects_failures_total", 1);
      assertThat(objects()).isEmpty();
      assertThat(hub.log()).contains("large results cannot be moved").doesNotContain("a guess");
      JsonNode job = job(hub, "/v1/jobs/" + answer.path("jobId").asText());
      assertThat(job.at("/result/stdout")).isEqualTo(answer.path("stdout"));
    }
  }

  @Test
  void keepsThemInADirectoryByDefault() throws Exception {
    Path state = folder.resolve("state");
    try (StartedHub hub = StartedHub.start(state, Map.of())) {
      JsonNode answer = execute(hub, "first");
      String path = "/v1/jobs/" + answer.path("jobId").asText();
      JsonNode before = job(hub, path);

      awaitMetric(hub, "objects_moved_total", 1);

      Path object =
          state.resolve("objects/results/default/" + answer.path("jobId").asText() + "/stdout");
      assertThat(object).content().isEqualTo(before.at("/result/stdout").asText());
      assertSame(hub, path, before);
      JsonNode repeated = execute(hub, "first");
      assertThat(repeated).isEqualTo(answer);
      Files.writeString(object, "something else");
      assertUnavailable(hub.get(path));
    }
  }

  private static Map<String, String> settings(PortRelay relay, String secret) {
    Map<String, String> settings = new HashMap<>();
    settings.put("serai.objects.endpoint", "http://127.0.0.1:" + relay.port());
    settings.put("serai.objects.bucket", S3Server.BUCKET);
    settings.put("serai.objects.access-key", S3Server.ACCESS_KEY);
    settings.put("serai.objects.secret-key", secret);
    return settings;
  }

  private static JsonNode execute(StartedHub hub, String key) throws Exception {
    HttpResponse<String> answer = hub.post("/execute", LARGE_JOB.formatted(key));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.MAPPER.readTree(answer.body());
  }

  private static JsonNode job(StartedHub hub, String path) throws Exception {
    return Json.MAPPER.readTree(hub.get(path).body());
  }

  private static void assertSame(StartedHub hub, String path, JsonNode before) throws Exception {
    assertThat(job(hub, path).path("result")).isEqualTo(before.path("result"));
    assertThat(hub.get(path + "/events").body()).contains(before.at("/result/traceId").asText());
  }

  private static void assertUnavailable(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(Json.MAPPER.readTree(answer.body()).path("type").asText())
        .isEqualTo("urn:serai:problem:object-unavailable");
  }

  private static void awaitMetric(StartedHub hub, String name, double value) {
    Awaitility.await(name)
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> value == 0 ? metric(hub, name) == 0 : metric(hub, name) >= value);
  }

  private static double metric(StartedHub hub, String name) throws Exception {
    return hub.get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }

  private List<Path> objects() throws IOException {
    Path bucket = folder.resolve("s3").resolve(S3Server.BUCKET);
    try (Stream<Path> files = Files.walk(bucket)) {
      return files
          .filter(file -> file.getFileName().toString().equals("stdout"))
          .filter(Files::isRegularFile)
          .toList();
    }
  }
}
