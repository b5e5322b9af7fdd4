package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.serai.hub.config.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests, as {@code kubectl} renders them, fit Kubernetes, its operators and each other. */
class KubernetesManifestsTest {

  private static final Path KUBERNETES = StartedHub.HOME.resolve("deploy/kubernetes");
  private static final YAMLMapper YAML = new YAMLMapper();

  @BeforeAll
  static void requireTools() {
    Checker.require("kubectl", "it/kubectl fetches it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void fitTheirSchemasStrictly(String overlay) throws Exception {
    Checker.Ended checked = Checker.check(text(overlay), "kubernetes");

    assertThat(checked.out()).isEmpty();
    assertThat(checked.code()).isZero();
  }

  @Test
  void wouldNotFitWithAFieldThatNobodyKnows() throws Exception {
    String wrong = text("dev").replace("readOnlyRootFilesystem:", "readOnlyRootFileSystem:");

    assertThat(Checker.check(wrong, "kubernetes").out())
        .startsWith("Deployment serai-hub: ")
        .contains("\"readOnlyRootFileSystem\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void runWithNoMoreRightsThanTheyNeed(String overlay) throws Exception {
    for (JsonNode workload : workloads(overlay)) {
      JsonNode pod = workload.at("/spec/template/spec");
      JsonNode container = pod.at("/containers/0");
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(10001);
      assertThat(pod.at("/securityContext/seccompProfile/type").asText())
          .isIn("RuntimeDefault", "Localhost");
      JsonNode context = container.path("securityContext");
      assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
      assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
      assertThat(context.at("/capabilities/drop").toString()).isEqualTo("[\"ALL\"]");
      assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        assertThat(container.has(probe)).as(probe).isTrue();
      }
    }
  }

  @Test
  void asksForItsHealthWhereTheHubTells() throws Exception {
    JsonNode hub = named(rendered("prod"), "Deployment", "serai-hub").at("/spec/template/spec");

    assertThat(hub.at("/containers/0/livenessProbe/httpGet/path").asText()).isEqualTo("/healthz");
    assertThat(hub.at("/containers/0/readinessProbe/httpGet/path").asText()).isEqualTo("/readyz");
    JsonNode contract = YAML.readTree(StartedHub.HOME.resolve("api/openapi.yaml").toFile());
    assertThat(contract.path("paths").has("/healthz")).isTrue();
    assertThat(contract.path("paths").has("/readyz")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void setOnlyWhatAHubKnowsAndMountWhatThereIs(String overlay) throws Exception {
    List<String> known = Arrays.stream(Key.values()).map(Key::variable).toList();
    List<JsonNode> all = rendered(overlay);
    all.forEach(
        each ->
            each.path("data")
                .fieldNames()
                .forEachRemaining(
                    key -> assertThat(!key.startsWith("SERAI_") || known.contains(key)).isTrue()));
    Set<String> secrets = new HashSet<>(Set.of("serai-hub-tls", "serai-node-tls"));
    all.stream()
        .filter(each -> each.path("kind").asText().equals("ExternalSecret"))
        .forEach(each -> secrets.add(each.at("/spec/target/name").asText()));
    for (JsonNode workload : workloads(overlay)) {
      workload
          .findValues("secretName")
          .forEach(each -> assertThat(secrets).contains(each.asText()));
    }
    JsonNode hub = named(all, "Deployment", "serai-hub");
    for (String folder : List.of("routes", "kamelets", "policies")) {
      JsonNode map = named(all, "ConfigMap", "serai-" + folder);
      for (JsonNode volume : hub.at("/spec/template/spec/volumes")) {
        if (volume.path("name").asText().equals(folder)) {
          volume
              .at("/configMap/items")
              .forEach(
                  item -> assertThat(map.path("data").has(item.path("key").asText())).isTrue());
        }
      }
    }
  }

  @Test
  void mountsEveryFileOfThisCheckout() throws Exception {
    assertThat(KUBERNETES.resolve("base/files.yaml"))
        .as("after a route, kamelet or policy came or went: deploy/kubernetes/files --mounts")
        .hasContent(Checker.output(KUBERNETES.resolve("files").toString(), "--mounts"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void holdPoliciesThatAHubTakes(String overlay, @TempDir Path directory) throws Exception {
    Path home = directory.resolve("home");
    Homes.copy(home);
    try (Stream<Path> own = Files.list(KUBERNETES.resolve("overlays/" + overlay + "/policies"))) {
      for (Path each : (Iterable<Path>) own::iterator) {
        Files.copy(
            each,
            home.resolve("policies").resolve(each.getFileName().toString()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }

    CommandLine.Ended ended = CommandLine.run(directory, "validate", "--home", home.toString());

    assertThat(ended.code()).as(ended.out() + ended.errors()).isZero();
  }

  @Test
  void scalesByTheQueuesThatHubsConsumeAndAlertsAsPrometheusDoes() throws Exception {
    List<JsonNode> prod = rendered("prod");
    String triggers = named(prod, "ScaledObject", "serai-hub").at("/spec/triggers").toString();
    String routes =
        Files.readString(StartedHub.HOME.resolve("routes/ingress/rabbitmq/rabbitmq.camel.yaml"));
    assertThat(triggers).contains("\"queueName\":\"serai.jobs\"", "\"topic\":\"serai.jobs\"");
    assertThat(routes).contains("queues: serai.jobs");
    assertThat(prod)
        .noneMatch(each -> each.path("kind").asText().equals("HorizontalPodAutoscaler"));
    assertThat(named(prod, "PrometheusRule", "serai").path("spec"))
        .isEqualTo(YAML.readTree(StartedHub.HOME.resolve("deploy/prometheus/rules.yaml").toFile()));
  }

  private static String text(String overlay) throws IOException, InterruptedException {
    return Checker.output("kubectl", "kustomize", KUBERNETES.resolve("overlays/" + overlay) + "")
        + Checker.output(KUBERNETES.resolve("files").toString(), overlay);
  }

  private static List<JsonNode> rendered(String overlay) throws Exception {
    List<JsonNode> all = new ArrayList<>();
    YAML.readerFor(JsonNode.class).<JsonNode>readValues(text(overlay)).forEachRemaining(all::add);
    return all;
  }

  private static List<JsonNode> workloads(String overlay) throws Exception {
    List<JsonNode> workloads =
        rendered(overlay).stream()
            .filter(each -> each.at("/spec/template/spec/containers").isArray())
            .toList();
    assertThat(workloads).isNotEmpty();
    return workloads;
  }

  private static JsonNode named(List<JsonNode> all, String kind, String name) {
    return all.stream()
        .filter(each -> each.path("kind").asText().equals(kind))
        .filter(each -> each.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(kind + " " + name + " is missing"));
  }
}
