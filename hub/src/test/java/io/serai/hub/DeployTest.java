package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.serai.hub.config.Key;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What is deployed together fits together: each file, name and setting that is named is there. */
class DeployTest {

  private static final Path DEPLOY = Path.of(System.getProperty("serai.home")).resolve("deploy");

  private final JsonNode compose = yaml("docker-compose.dev.yaml");
  private final JsonNode collector = yaml("otel-collector/collector.yaml");

  @Test
  void mountsWhatThereIs() {
    for (JsonNode service : compose.path("services")) {
      for (JsonNode volume : service.path("volumes")) {
        String source = volume.asText().split(":", 2)[0];
        if (source.startsWith(".")) {
          assertThat(DEPLOY.resolve(source)).exists();
        } else {
          assertThat(compose.path("volumes").has(source)).as(source).isTrue();
        }
      }
    }
  }

  @Test
  void setsOnlyWhatAHubKnows() {
    Set<String> known =
        Arrays.stream(Key.values())
            .map(Key::variable)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> set = names(compose.at("/services/hub/environment"));

    assertThat(set).contains("SERAI_DATABASE_URL", "SERAI_OTLP_ENDPOINT");
    assertThat(known).containsAll(set.stream().filter(each -> each.startsWith("SERAI_")).toList());
    String password = compose.at("/services/hub/environment/SERAI_DATABASE_PASSWORD").asText();
    assertThat(set).contains(password.replace("env:", ""));
  }

  @Test
  void namesOnlyServicesThatThereAre() {
    Set<String> named = new HashSet<>();
    compose
        .path("services")
        .forEach(each -> each.path("depends_on").forEach(on -> named.add(on.asText())));
    JsonNode hub = compose.at("/services/hub/environment");
    for (String setting : Set.of("SERAI_RABBITMQ_URI", "SERAI_OTLP_ENDPOINT")) {
      named.add(URI.create(hub.path(setting).asText()).getHost());
    }
    named.add(URI.create(hub.path("SERAI_DATABASE_URL").asText().replace("jdbc:", "")).getHost());
    named.add(host(hub.path("SERAI_KAFKA_BOOTSTRAP").asText()));
    JsonNode prometheus = yaml("prometheus/compose.yaml");
    prometheus.findValues("targets").forEach(each -> named.add(host(each.path(0).asText())));
    collector.path("exporters").forEach(each -> named.add(host(each.path("endpoint").asText())));
    for (JsonNode each : datasources()) {
      named.add(URI.create(each.path("url").asText()).getHost());
    }

    assertThat(named).hasSizeGreaterThan(7);
    assertThat(names(compose.path("services"))).containsAll(named);
  }

  @Test
  void isReachedFromThisMachineOnlyAndPinsItsImages() {
    for (JsonNode service : compose.path("services")) {
      service.path("ports").forEach(each -> assertThat(each.asText()).startsWith("127.0.0.1:"));
      assertThat(service.path("image").asText()).matches("[a-z/-]+:v?[0-9][-.0-9a-z]*");
    }
  }

  @Test
  void collectsWithComponentsThatAreDefinedAndUsed() {
    for (String kind : Set.of("receivers", "processors", "exporters")) {
      Set<String> used = new TreeSet<>();
      collector
          .at("/service/pipelines")
          .forEach(pipeline -> pipeline.path(kind).forEach(each -> used.add(each.asText())));
      assertThat(names(collector.path(kind))).as(kind).isEqualTo(used).isNotEmpty();
    }
    assertThat(collector.at("/service/pipelines/traces/processors/0").asText())
        .as("whatever is refused must be refused first")
        .isEqualTo("memory_limiter");
    assertThat(collector.at("/processors/tail_sampling/policies"))
        .allSatisfy(
            each -> assertThat(each.has(each.path("type").asText())).as(each + "").isTrue());
  }

  @Test
  void leadsFromASampleToItsTraceAndFindsTheDashboards() throws IOException {
    Set<String> uids =
        datasources().stream().map(each -> each.path("uid").asText()).collect(Collectors.toSet());

    assertThat(uids)
        .contains(
            datasources()
                .get(0)
                .at("/jsonData/exemplarTraceIdDestinations/0/datasourceUid")
                .asText());
    assertThat(compose.at("/services/prometheus/command").toString()).contains("exemplar-storage");
    String path =
        yaml("grafana/provisioning/dashboards/dashboards.yaml").findValue("path").asText();
    assertThat(compose.at("/services/grafana/volumes").toString()).contains("./grafana:" + path);
    try (Stream<Path> files = Files.list(DEPLOY.resolve("grafana"))) {
      assertThat(files.filter(each -> each.toString().endsWith(".json"))).isNotEmpty();
    }
  }

  private static List<JsonNode> datasources() {
    JsonNode all = yaml("grafana/provisioning/datasources/datasources.yaml").path("datasources");
    return StreamSupport.stream(all.spliterator(), false).toList();
  }

  private static String host(String address) {
    return address.split(":", 2)[0];
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode yaml(String file) {
    try {
      return new YAMLMapper().readTree(DEPLOY.resolve(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
