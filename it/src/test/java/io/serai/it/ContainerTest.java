package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that ask for a container get one. */
@Tag("alone")
class ContainerTest {

  private static @org.jspecify.annotations.Nullable StartedHub hub;

  @BeforeAll
  static void start(@TempDir Path state) throws IOException {
    String engine = System.getenv("SERAI_TEST_DOCKER");
    assumeTrue(engine != null, "no Docker engine to test with; ./serai test starts one");
    hub = StartedHub.start(state, Map.of("serai.docker.host", String.valueOf(engine)));
  }

  @AfterAll
  static void stop() {
    if (hub != null) {
      hub.close();
    }
  }

  @Test
  void runsPythonInAContainer() throws Exception {
    HttpResponse<String> answer =
        execute(
            "{'language':'python','code':'print(6 * 7)','placement':{'isolation':'container'}}");

    JsonNode result = Json.MAPPER.readTree(answer.body());
    assertThat(result.path("stdout").asText()).isEqualTo("42\n");
    assertThat(result.at("/placement/target").asText()).isEqualTo("local-docker");
    assertThat(result.at("/placement/image").asText()).isEqualTo("python-3.11");
  }

  @Test
  void runsNodeInAContainer() throws Exception {
    HttpResponse<String> answer =
        execute(
            "{'language':'node','code':'console.log(6 * 7)','placement':{'isolation':'container'}}");

    JsonNode result = Json.MAPPER.readTree(answer.body());
    assertThat(result.path("stdout").asText()).isEqualTo("42\n");
    assertThat(result.at("/placement/image").asText()).isEqualTo("node-20");
  }

  @Test
  void runsAJobInTheImageItAsksFor() throws Exception {
    HttpResponse<String> answer =
        execute(
            """
            {'language':'python','code':'import sys; print(sys.version_info[:2])',
             'placement':{'image':'python-3.13'}}
            """);

    JsonNode result = Json.MAPPER.readTree(answer.body());
    assertThat(result.path("stdout").asText()).isEqualTo("(3, 13)\n");
    assertThat(result.at("/placement/image").asText()).isEqualTo("python-3.13");
  }

  @Test
  void runsAJobOnAKernelOfItsOwnWhenAskedTo() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/runsc")), "gVisor is not installed");
    HttpResponse<String> answer =
        execute(
            """
            {'language':'python','code':'import os; print(os.uname().version)',
             'placement':{'isolation':'gvisor'}}
            """);

    JsonNode result = Json.MAPPER.readTree(answer.body());
    assertThat(result.at("/placement/provider").asText()).isEqualTo("gvisor");
    assertThat(result.path("stdout").asText()).isNotEqualTo(hostKernel()).endsWith("2016\n");
  }

  private static String hostKernel() throws IOException {
    return Files.readString(Path.of("/proc/sys/kernel/version"));
  }

  private static HttpResponse<String> execute(String job) throws Exception {
    return java.util.Objects.requireNonNull(hub).post("/execute", job.replace('\'', '"'));
  }
}
