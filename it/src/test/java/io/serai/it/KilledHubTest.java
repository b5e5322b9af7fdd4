package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub is killed while sandboxes run: they end with it, and the next hub clears up. */
@Tag("alone")
class KilledHubTest {

  private static final String ENGINE =
      System.getenv().getOrDefault("SERAI_TEST_DOCKER", "unix:///nowhere");
  private static final String SLEEPER =
      """
      {"language": "python", "code": "import time; print(1, flush=True); time.sleep(60)",
       "placement": {"isolation": "%s"}}
      """;

  @Test
  void leavesNoSandboxRunning(@TempDir Path state) throws Exception {
    long sandboxesBefore = containers();
    List<ProcessHandle> processes;
    String neverStarted = "";
    try (StartedHub hub = StartedHub.start(state, Map.of("serai.docker.host", ENGINE))) {
      awaitRunning(hub, "process");
      if (Files.exists(Path.of(ENGINE.substring("unix://".length())))) {
        awaitRunning(hub, "container");
        Awaitility.await().until(() -> containers() > sandboxesBefore);
        neverStarted = createAsTheHubDoes(hub);
      }
      processes = hub.descendants().filter(KilledHubTest::isOfASandbox).toList();
      assertThat(processes).isNotEmpty();
      hub.kill();
    }

    Awaitility.await().untilAsserted(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));

    Awaitility.await().untilAsserted(() -> assertThat(containers()).isEqualTo(sandboxesBefore));

    try (StartedHub next = StartedHub.start(state, Map.of("serai.docker.host", ENGINE))) {
      assertThat(next.get("/healthz").statusCode()).isEqualTo(200);
      assertThat(leftByTheDead()).isEmpty();
      awaitRemoved(neverStarted);
    }
  }

  /** A container of a hub that is killed before it starts it. */
  private static String createAsTheHubDoes(StartedHub hub) throws Exception {
    DockerCli docker = new DockerCli(ENGINE);
    String owner =
        docker.running().values().stream()
            .filter(each -> each.contains("-" + hub.processId() + "-"))
            .findFirst()
            .orElseThrow();
    return docker.create("io.serai.owner=" + owner, "io.serai.deadline=99999999999999");
  }

  private static void awaitRemoved(String container) {
    if (!container.isEmpty()) {
      Awaitility.await().until(() -> !new DockerCli(ENGINE).containers().contains(container));
    }
  }

  private static void awaitRunning(StartedHub hub, String isolation) throws Exception {
    String location =
        hub.post("/v1/jobs", SLEEPER.formatted(isolation))
            .headers()
            .firstValue("Location")
            .orElseThrow();
    Awaitility.await().until(() -> hub.get(location).body().contains("\"state\":\"running\""));
  }

  private static boolean isOfASandbox(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("/opt/serai/supervisor");
  }

  private static long containers() throws IOException, InterruptedException {
    Process listing =
        new ProcessBuilder(
                "docker", "-H", ENGINE, "ps", "-q", "--filter", "label=io.serai.deadline")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String ids = new String(listing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    listing.waitFor();
    return ids.lines().count();
  }

  /** Control groups and directories whose hub is gone. */
  private static List<Path> leftByTheDead() throws IOException {
    List<Path> left = new ArrayList<>();
    for (String parent : List.of("memory/serai", "pids/serai", "serai")) {
      Path groups = Path.of("/sys/fs/cgroup", parent);
      if (Files.isDirectory(groups)) {
        try (Stream<Path> each = Files.list(groups)) {
          each.filter(Files::isDirectory).filter(KilledHubTest::isOfTheDead).forEach(left::add);
        }
      }
    }
    return left;
  }

  private static boolean isOfTheDead(Path group) {
    String pid = group.getFileName().toString().replaceAll("-.*", "");
    return pid.matches("\\d{1,10}")
        && ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isEmpty();
  }
}
