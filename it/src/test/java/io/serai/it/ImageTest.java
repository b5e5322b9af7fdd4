package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The container image, built and run as an operator does it: {@code serai image build, run}. */
@Tag("alone")
@SuppressWarnings("NullAway.Init") // JUnit builds the image before the first test.
class ImageTest {

  private static final String TAG = "serai:it";
  private static final long MOST_BYTES = 550_000_000;

  private static DockerCli docker;
  private static ContainerHub hub;
  @TempDir private static Path directory;

  @BeforeAll
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  static void build() throws Exception {
    String host = System.getenv("SERAI_TEST_DOCKER");
    assumeTrue(host != null, "no Docker engine to test with; ./serai test starts one");
    docker = new DockerCli(host);
    assumeTrue(
        !docker.run("images", "--quiet", "serai/base:jdk").isEmpty(),
        "the image's bases could not be made; ./serai image bases says why");
    Ended built =
        image(
            "build",
            "--no-jars",
            "--no-install",
            "--base",
            "debian",
            "--tag",
            TAG,
            "--engine-host",
            host);
    assertThat(built.code()).as(built.out()).isZero();
    hub = ContainerHub.start(docker, TAG, directory);
  }

  @AfterAll
  static void stop() throws Exception {
    if (hub != null) {
      hub.close();
    }
  }

  @Test
  void runsJobsThatAreShutIn() throws Exception {
    JsonNode result = hub.result("python", "import os\nprint(6 * 7, os.listdir('/opt/serai'))");

    assertThat(result.path("stdout").asText()).startsWith("42 ").doesNotContain("policies");
    assertThat(result.at("/placement/provider").asText()).isEqualTo("process");
  }

  @Test
  void isNobodyOfImportanceInAContainerThatCannotChange() throws Exception {
    assertThat(hub.inside("id", "-u")).isEqualTo("10001");
    assertThat(hub.inspected("{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}}"))
        .isEqualTo("true [ALL]");
    assertThat(hub.inside("sh", "-c", "touch /opt/serai/x 2>&1 || true"))
        .contains("Read-only file system");
    assertThat(hub.inside("grep", "-hE", "CapEff|NoNewPrivs", "/proc/1/status"))
        .matches("CapEff:\\s+0{16}\\nNoNewPrivs:\\s+1");
    assertThat(hub.inside("find", "/usr", "-xdev", "-perm", "/6000", "-type", "f")).isEmpty();
  }

  @Test
  void hasNoShellBetweenTheFirstProcessAndJava() throws Exception {
    String java = hub.inside("sh", "-c", "cat /proc/1/task/1/children").trim().split(" ", 2)[0];

    assertThat(hub.inside("cat", "/proc/1/comm", "/proc/" + java + "/comm"))
        .isEqualTo("tini\njava");
  }

  @Test
  void saysWhatItIsAndHowItIs() throws Exception {
    String labels = docker.run("image", "inspect", "-f", "{{json .Config.Labels}}", TAG);
    assertThat(labels)
        .contains("\"org.opencontainers.image.title\":\"Serai\"")
        .containsPattern("image.revision\":\"[0-9a-f]{40}\"")
        .containsPattern("image.version\":\"[0-9]+\\.");
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(hub.inspected("{{.State.Health.Status}}")).isEqualTo("healthy"));
    assertThat(Long.parseLong(docker.run("image", "inspect", "-f", "{{.Size}}", TAG)))
        .isLessThan(MOST_BYTES);
  }

  @Test
  void letsAJobEndBeforeItEndsItself() throws Exception {
    try (ContainerHub other = ContainerHub.start(docker, TAG, directory)) {
      assertThat(other.result("python", "print(1)").path("stdout").asText()).isEqualTo("1\n");
      CompletableFuture<HttpResponse<String>> answer =
          other.execute("python", "import time\ntime.sleep(5)\nprint('done')");
      Awaitility.await()
          .until(() -> other.answered("/v1/jobs?state=running").contains("\"state\":\"running\""));

      assertThat(other.terminate()).as(other.log()).isZero();

      assertThat(answer.get(1, TimeUnit.SECONDS).body()).contains("done\\n");
    }
  }

  @Test
  void refusesWhatItDoesNotKnow() throws Exception {
    assertThat(image("burn").out()).startsWith("serai: action 'burn' is unknown; allowed: build");
    assertThat(image("build", "--colour").out()).startsWith("serai: option '--colour' is unknown");
    assertThat(image("build", "--base", "alpine").code()).isEqualTo(2);
    assertThat(image("--help").out()).startsWith("Usage: serai image build ");
  }

  private record Ended(int code, String out) {}

  private static Ended image(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(StartedHub.HOME.resolve("serai").toString(), "image"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    return new Ended(process.exitValue(), out);
  }
}
