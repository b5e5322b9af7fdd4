package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More requests than a hub has room for: some wait, the rest are told when to come back. */
@Tag("alone")
class OverloadTest {

  private static final int REQUESTS = 200;
  private static final long MOST_RESIDENT_BYTES = 1L << 30;

  /** Prints 200 kB, so that results add up. */
  private static final String JOB = "{\"language\":\"python\",\"code\":\"print('x' * 200000)\"}";

  @Test
  void answersEveryOneOf200RequestsAtOnce(@TempDir Path state) throws Exception {
    try (StartedHub hub = StartedHub.start(state, Map.of())) {
      List<HttpResponse<String>> answers = sendAtOnce(hub);

      assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200);
      assertThat(answers)
          .allSatisfy(answer -> assertThat(answer.body()).contains("\"status\":\"succeeded\""));
      assertThat(hub.residentBytes()).isLessThan(MOST_RESIDENT_BYTES);
    }
  }

  @Test
  void tellsThoseItHasNoRoomForWhenToComeBack(@TempDir Path state) throws Exception {
    try (StartedHub hub = StartedHub.start(state, Map.of("serai.http.max-waiting", "20"))) {
      List<HttpResponse<String>> answers = sendAtOnce(hub);

      Map<Integer, List<HttpResponse<String>>> byStatus =
          answers.stream().collect(Collectors.groupingBy(HttpResponse::statusCode));
      assertThat(byStatus).containsOnlyKeys(200, 503);
      assertThat(byStatus.get(503))
          .allSatisfy(
              answer -> {
                assertThat(answer.headers().firstValue("Retry-After")).contains("1");
                assertThat(answer.body()).contains("urn:serai:problem:too-many-waiting");
              });
      assertThat(hub.post("/execute", JOB).statusCode()).isEqualTo(200);
      assertThat(hub.residentBytes()).isLessThan(MOST_RESIDENT_BYTES);
    }
  }

  private static List<HttpResponse<String>> sendAtOnce(StartedHub hub) {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest request =
        HttpRequest.newBuilder(hub.uri("/execute"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JOB))
            .build();
    List<CompletableFuture<HttpResponse<String>>> awaited = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      awaited.add(client.sendAsync(request, BodyHandlers.ofString()));
    }
    return awaited.stream().map(CompletableFuture::join).toList();
  }
}
