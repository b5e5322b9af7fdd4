package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.serai.hub.config.Key;
import io.serai.hub.embedded.Ports;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in {@code deploy} and {@code .github} is what those who read it will take. */
class DeployFilesTest {

  private static final Path DEPLOY = StartedHub.HOME.resolve("deploy");
  private static final Path WORKFLOWS = StartedHub.HOME.resolve(".github/workflows");

  @Test
  void composeFilesFitTheirSchema() throws Exception {
    assertFits(
        Checker.check(
            "",
            "compose",
            DEPLOY.resolve("docker-compose.dev.yaml"),
            DEPLOY.resolve("docker-compose.prod.yaml")));
  }

  @Test
  void composeInProductionNamesWhatThereIs(@TempDir Path directory) throws Exception {
    JsonNode compose = yaml(DEPLOY.resolve("docker-compose.prod.yaml"));
    JsonNode hub = compose.at("/services/hub");
    List<String> known = Arrays.stream(Key.values()).map(Key::variable).toList();
    assertThat(known).containsAll(names(hub.path("environment")));
    assertThat(hub.path("read_only").asBoolean()).isTrue();
    assertThat(hub.path("cap_drop").toString()).isEqualTo("[\"ALL\"]");
    for (JsonNode service : compose.path("services")) {
      service.path("ports").forEach(each -> assertThat(each.asText()).startsWith("127.0.0.1:"));
      for (JsonNode volume : service.path("volumes")) {
        String source = volume.asText().split(":", 2)[0];
        assertThat(
                source.startsWith(".")
                    ? DEPLOY.resolve(source).toFile().exists()
                    : compose.path("volumes").has(source))
            .as(source)
            .isTrue();
      }
    }

    Checker.output(DEPLOY.resolve("secrets").toString(), directory.toString());

    for (JsonNode secret : compose.path("secrets")) {
      assertThat(directory.resolve(Path.of(secret.path("file").asText()).getFileName()))
          .isNotEmptyFile();
    }
  }

  @Test
  void theModeratorForDevelopmentObjectsToOneWord(@TempDir Path directory) throws Exception {
    int port = Ports.free();
    Path home = directory.resolve("home");
    Homes.copy(home);
    Path policy = home.resolve("policies/moderation.yaml");
    Files.writeString(
        policy,
        """
        external:
          endpoint: kamelet:moderation-openai-action
          parameters: { key: "file:%s", url: "http://127.0.0.1:%d/v1/moderations", timeoutMs: "20000" }
          decision: block
          reason: a moderator objects
          onFailure: block
        """
                .formatted(Files.writeString(directory.resolve("key"), "anything"), port)
            + Files.readString(policy));
    Process moderator =
        new ProcessBuilder(
                "/usr/bin/python3",
                DEPLOY.resolve("moderator.py").toString(),
                "127.0.0.1",
                String.valueOf(port))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("moderator.log").toFile())
            .start();
    try (StartedHub hub = StartedHub.start(home, directory.resolve("state"), Map.of())) {
      Awaitility.await().until(() -> execute(hub, "flowers").statusCode() == 200);
      assertThat(execute(hub, "plain violence").body()).contains("a moderator objects");
    } finally {
      moderator.destroy();
    }
  }

  private static HttpResponse<String> execute(StartedHub hub, String stdin) throws Exception {
    return hub.post(
        "/execute",
        "{\"language\":\"python\",\"code\":\"print(1)\",\"stdin\":\"%s\"}".formatted(stdin));
  }

  @Test
  void unitsAreWhatSystemdTakes(@TempDir Path units) throws Exception {
    Checker.require("systemd-analyze", "deploy/provision install test installs it");
    Path common = Files.createDirectory(units.resolve("serai-.service.d"));
    Files.copy(
        DEPLOY.resolve("systemd/serai-.service.d/10-common.conf"),
        common.resolve("10-common.conf"));
    for (String unit : List.of("serai-hub.service", "serai-node@.service")) {
      // They start what is installed; here that is this checkout.
      String text = Files.readString(DEPLOY.resolve("systemd/" + unit));
      Files.writeString(units.resolve(unit), text.replace("/opt/serai/", StartedHub.HOME + "/"));
    }

    for (String unit : List.of("serai-hub.service", "serai-node@one.service")) {
      String path = "SYSTEMD_UNIT_PATH=" + units + ":";
      String analysis = "systemd-analyze";
      String file = units.resolve(unit).toString();
      assertThat(Checker.output("env", path, analysis, "verify", "--man=no", file)).isEmpty();
      Matcher exposure =
          Pattern.compile("exposure level for \\S+: (\\d+\\.\\d)")
              .matcher(Checker.output("env", path, analysis, "security", "--offline=true", file));
      assertThat(exposure.find()).isTrue();
      assertThat(Double.parseDouble(exposure.group(1))).isLessThan(4);
    }
  }

  @Test
  void workflowsAreWhatGitHubTakes() throws Exception {
    assertFits(
        Checker.check(
            "", "workflow", WORKFLOWS.resolve("ci.yaml"), WORKFLOWS.resolve("release.yaml")));
  }

  @Test
  void workflowsUsePinnedActionsAndMayDoNothingUnasked() throws Exception {
    try (Stream<Path> files = Files.list(WORKFLOWS)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        JsonNode workflow = yaml(file);
        assertThat(workflow.path("permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
        List<JsonNode> used = workflow.findValues("uses");
        assertThat(used)
            .isNotEmpty()
            .allSatisfy(each -> assertThat(each.asText()).matches("[a-z/-]+@[0-9a-f]{40}"));
      }
    }
    JsonNode ci = yaml(WORKFLOWS.resolve("ci.yaml"));
    for (String job : List.of("unit", "integration")) {
      assertThat(ci.at("/jobs/" + job + "/strategy/matrix/java").toString())
          .isEqualTo("[\"17\",\"21\",\"25\"]");
    }
  }

  private static void assertFits(Checker.Ended checked) {
    assertThat(checked.out()).isEmpty();
    assertThat(checked.code()).isZero();
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode yaml(Path file) throws IOException {
    return new YAMLMapper().readTree(file.toFile());
  }
}
