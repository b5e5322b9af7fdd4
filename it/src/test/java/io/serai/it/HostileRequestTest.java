package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What requests may try that the programs in them do not. */
class HostileRequestTest extends HttpFixture {

  private static final int ROUNDS = 40;

  @TestFactory
  List<DynamicTest> refusesFilesThatLeaveTheWorkingFolder() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    JsonNode table =
        new YAMLMapper()
            .readTree(StartedHub.HOME.resolve("sandbox-images/tests/requests.yaml").toFile());
    for (JsonNode request : table) {
      tests.add(DynamicTest.dynamicTest(request.path("name").asText(), () -> refuses(request)));
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private static void refuses(JsonNode request) throws Exception {
    HttpResponse<String> answer = hub.post("/execute", request.path("job").toString());

    assertThat(answer.statusCode()).isEqualTo(400);
    // What cannot be seen is not shown either: it comes back as a space.
    String complaint = request.path("complaint").asText().replaceAll("\\p{Cntrl}", " ");
    assertThat(json(answer).path("detail").asText()).startsWith(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "python | import time; print(1); time.sleep(1); print(2)",
        "node | console.log(1); setTimeout(() => console.log(2), 1000)"
      })
  void finishesAJobWhoseClientHasGone(String language, String code) throws Exception {
    String name = UUID.randomUUID().toString();
    byte[] body =
        quoted(
                "{'language':'%s','code':'%s','labels':{'gone':'%s'}}"
                    .formatted(language, code, name))
            .getBytes(StandardCharsets.UTF_8);
    String head =
        "POST /execute HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), hub.port())) {
      client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      client.getOutputStream().write(body);
      Awaitility.await().until(() -> !jobs("running").isEmpty());
    }

    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> jobs("running").isEmpty());
    String id = json(hub.get("/v1/jobs?limit=1")).at("/jobs/0/id").asText();
    JsonNode last = json(hub.get("/v1/jobs/" + id));
    assertThat(last.at("/result/labels/gone").asText()).isEqualTo(name);
    assertThat(last.at("/result/stdout").asText()).isEqualTo("1\n2\n");
    assertStillRuns();
  }

  private static JsonNode jobs(String state) throws Exception {
    return json(hub.get("/v1/jobs?state=" + state)).path("jobs");
  }

  @Test
  void holdsNothingOfJobsThatHaveEnded() throws Exception {
    misbehave();
    long before = settled();
    for (int i = 0; i < ROUNDS; i++) {
      misbehave();
    }

    assertThat(settled()).isLessThanOrEqualTo(before + 5);
  }

  private static void misbehave() throws Exception {
    execute("{'language':'python','code':'print(1); raise SystemExit(3)'}");
    execute("{'language':'python','code':'import os; os.closerange(0, 99)'}");
    execute("{'language':'python','code':'while True: print(9)','limits':{'outputBytes':999}}");
    execute("{'language':'python','code':'while True: pass','limits':{'timeoutMs':50}}");
  }

  /** The hub's open files, once its sandboxes have been replaced. */
  private static long settled() throws Exception {
    Thread.sleep(3_000);
    return hub.openFiles();
  }
}
