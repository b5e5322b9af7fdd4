package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub keeps up with an engine that changes under it. */
@Tag("alone")
@SuppressWarnings("NullAway.Init") // JUnit starts the hub before the first test.
class EngineTest {

  private static final String IMAGE = "python-0.0";
  private static final Duration SOON = Patience.SOON;
  private static final Duration TWO_ROUNDS = Duration.ofSeconds(65);
  private static final String FAR_DEADLINE = "io.serai.deadline=99999999999999";
  private static final String JOB =
      """
      {"language": "%s", "code": "%s", "placement": {"isolation": "container"}}
      """;

  private static DockerCli docker;
  private static EngineRelay relay;
  private static StartedHub hub;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    String host = System.getenv("SERAI_TEST_DOCKER");
    assumeTrue(host != null, "no Docker engine to test with; ./serai test starts one");
    docker = new DockerCli(host);
    relay = new EngineRelay(Path.of(URI.create(host).getPath()), directory.resolve("engine.sock"));
    Path home = directory.resolve("home");
    Homes.copy(home);
    nameAnImageThatIsNotThere(home);
    hub = StartedHub.start(home, directory.resolve("state"), engine());
  }

  @AfterAll
  static void stop() throws IOException {
    if (hub != null) {
      hub.close();
      relay.close();
    }
  }

  private static Map<String, String> engine() {
    return Map.of("serai.docker.host", relay.uri());
  }

  private static void nameAnImageThatIsNotThere(Path home) throws IOException {
    for (String policy : List.of("router", "allowlist")) {
      Path file = home.resolve("policies/" + policy + ".yaml");
      Files.writeString(file, Files.readString(file).replace("python-3.11", IMAGE));
    }
  }

  @Test
  void seesImagesComeAndGo() throws Exception {
    assertThat(execute("python", "print(1)").path("detail").asText())
        .contains("local-docker: provider 'docker' is not ready on this machine");

    docker.run("tag", "serai/python-3.11:latest", "serai/" + IMAGE + ":latest");
    try {
      await(SOON).until(() -> stdout("python", "print(1)").equals("1\n"));
    } finally {
      docker.run("rmi", "serai/" + IMAGE + ":latest");
    }
    await(SOON).until(() -> execute("python", "print(1)").path("status").asInt() == 403);
  }

  @Test
  void saysThatTheEngineIsGoneAndServesAgainWhenItIsBack() throws Exception {
    assertThat(stdout("node", "console.log(1)")).isEqualTo("1\n");
    assertThat(readiness()).contains("docker=Readiness[ready=true");

    relay.stop();
    await(SOON)
        .untilAsserted(
            () ->
                assertThat(readiness())
                    .contains("docker=Readiness[ready=false, detail=no Docker engine at unix://")
                    .contains("start one or set serai.docker.host"));
    assertThat(execute("node", "console.log(1)").path("status").asInt()).isEqualTo(403);

    relay.startAgain();
    await(SOON).until(() -> readiness().contains("docker=Readiness[ready=true"));
    assertThat(stdout("node", "console.log(2)")).isEqualTo("2\n");
    replacesAContainerThatDiesWhileItWaits();
  }

  @Test
  void replacesAContainerThatDiesWhileItWaits() throws Exception {
    assertThat(stdout("node", "console.log(1)")).isEqualTo("1\n");
    String waiting = awaitOneThatWaits();

    docker.run("kill", waiting);

    await(SOON).until(() -> hub.log().contains("container " + waiting + " died while it waited"));
    assertThat(awaitOneThatWaits()).isNotEqualTo(waiting);
  }

  @Test
  void removesWhatDeadHubsHaveLeftAndNothingElse(@TempDir Path state) throws Exception {
    String dead = docker.start("io.serai.owner=" + ownerThatHasEnded(), FAR_DEADLINE);
    String foreign = docker.create("com.example.owner=" + ownerThatHasEnded());
    try (StartedHub other = StartedHub.start(state, engine())) {
      other.post("/execute", JOB.formatted("node", "console.log(1)"));
      String living = docker.create("io.serai.owner=" + ownerOf(other), FAR_DEADLINE);

      await(TWO_ROUNDS).until(() -> !docker.containers().contains(dead));
      assertThat(docker.containers()).contains(living, foreign);

      other.kill();

      await(TWO_ROUNDS).until(() -> !docker.containers().contains(living));
      assertThat(docker.containers()).contains(foreign);
    } finally {
      docker.run("rm", "--force", foreign);
    }
  }

  private static ConditionFactory await(Duration atMost) {
    return Awaitility.await().atMost(atMost).pollInterval(Duration.ofMillis(200));
  }

  private static String ownerOf(StartedHub other) {
    return await(SOON).until(() -> runningOf(other), found -> !found.isEmpty()).values().stream()
        .findFirst()
        .orElseThrow();
  }

  /** The containers of a hub, each with the label that names it. */
  private static Map<String, String> runningOf(StartedHub other) throws Exception {
    Map<String, String> running = docker.running();
    running.values().removeIf(owner -> !owner.contains("-" + other.processId() + "-"));
    return running;
  }

  /** This namespace, and a process in it that is no more. */
  private static String ownerThatHasEnded() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    String namespace = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    return namespace.replaceAll("\\D", "") + "-" + process.pid() + "-1";
  }

  /** One that has been there for a while: a container that has run its job is gone at once. */
  private static String awaitOneThatWaits() {
    Set<String> before = new HashSet<>();
    return Awaitility.await()
        .atMost(SOON)
        .pollInterval(Duration.ofSeconds(2))
        .until(() -> alsoAmong(before, runningOf(hub).keySet()), id -> !id.isEmpty());
  }

  private static String alsoAmong(Set<String> before, Set<String> now) {
    String found = now.stream().filter(before::contains).findFirst().orElse("");
    before.clear();
    before.addAll(now);
    return found;
  }

  private static JsonNode execute(String language, String code) throws Exception {
    return Json.MAPPER.readTree(hub.post("/execute", JOB.formatted(language, code)).body());
  }

  private static String stdout(String language, String code) throws Exception {
    return execute(language, code).path("stdout").asText();
  }

  private static String readiness() throws Exception {
    return hub.get("/readyz").body();
  }
}
