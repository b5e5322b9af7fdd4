package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;

/** A hub that is spoken to over HTTP. Jobs are written with single quotes, for legibility. */
@SuppressWarnings("NullAway.Init") // A subclass starts the hub before the first test.
abstract class HttpCalls {

  static StartedHub hub;

  @AfterAll
  static void stop() {
    hub.close();
  }

  static void assertStillRuns() throws Exception {
    assertThat(ok("{'language':'python','code':'print(1)'}").path("stdout").asText())
        .isEqualTo("1\n");
  }

  static JsonNode awaitEnd(String location) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> json(hub.get(location)), job -> job.has("finishedAt"));
  }

  static JsonNode ok(String job) throws Exception {
    HttpResponse<String> answer = execute(job);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  static HttpResponse<String> execute(String job) throws Exception {
    return hub.post("/execute", quoted(job));
  }

  static HttpResponse<String> submit(String job) throws Exception {
    return hub.post("/v1/jobs", quoted(job));
  }

  static JsonNode json(HttpResponse<String> answer) throws IOException {
    return Json.MAPPER.readTree(answer.body());
  }

  /** Single quotes read better in Java; an escaped one stays one. */
  static String quoted(String json) {
    return json.replace("\\'", "\u0000").replace('\'', '"').replace('\u0000', '\'');
  }
}
