package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.serai.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that name what they want to reach, from the door to the remote end. */
@SuppressWarnings("NullAway.Init") // JUnit starts the hub before the first test.
class NetworkTest {

  private static HttpServer remote;
  private static StartedHub hub;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    remote = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    remote.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("hello".getBytes(StandardCharsets.US_ASCII));
          exchange.close();
        });
    remote.start();
    Path home = directory.resolve("home");
    Homes.copy(home);
    Path policy = home.resolve("policies/allowlist.yaml");
    Files.writeString(
        policy,
        Files.readString(policy)
            .replaceFirst(
                "      limits:", "      network: [\"" + destination() + "\"]\n      limits:"));
    hub = StartedHub.start(home, directory.resolve("state"), Map.of());
  }

  @AfterAll
  static void stop() {
    hub.close();
    remote.stop(0);
  }

  private static String destination() {
    return "127.0.0.1:" + remote.getAddress().getPort();
  }

  @Test
  void reachesWhatTheAllowListPermits() throws Exception {
    String python =
        "import urllib.request; print(urllib.request.urlopen('http://%s/').read().decode())";
    String node = "console.log(await (await fetch('http://%s/')).text())";

    assertThat(stdout(execute("python", python.formatted(destination()), destination())))
        .isEqualTo("hello\n");
    assertThat(stdout(execute("node", node.formatted(destination()), destination())))
        .isEqualTo("hello\n");
    assertThat(hub.log()).contains("reached [" + destination() + "]", " bytes out, ");
  }

  @Test
  void refusesAJobThatAsksForMore() throws Exception {
    HttpResponse<String> answer = execute("python", "1", destination(), "other.example.org:443");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body())
        .contains("network-not-allowed")
        .contains("network 'other.example.org:443' is not allowed; allowed: " + destination());
  }

  private static HttpResponse<String> execute(String language, String code, String... network)
      throws Exception {
    return hub.post(
        "/execute",
        Json.MAPPER.writeValueAsString(
            Map.of("language", language, "code", code, "network", network)));
  }

  private static String stdout(HttpResponse<String> answer) throws IOException {
    JsonNode result = Json.MAPPER.readTree(answer.body());
    return result.path("stdout").asText() + result.path("stderr").asText();
  }
}
