package io.serai.hub.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.serai.fleet.RunId;
import io.serai.json.Json;
import io.serai.sandbox.Run;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is sent to a cluster, before the standard, with every part of it missing in turn. */
class RestrictedStandardTest {

  private final JsonNode pod = pod();

  RestrictedStandardTest() throws Exception {}

  @Test
  void admitsThePod() {
    assertThat(RestrictedStandard.violations(pod)).isEmpty();
  }

  @Test
  void refusesThePodWithoutAnyPartOfIt() {
    assertThat(without("runAsNonRoot")).containsExactly("runAsNonRoot");
    assertThat(without("allowPrivilegeEscalation")).containsExactly("allowPrivilegeEscalation");
    assertThat(without("capabilities")).containsExactly("capabilities.drop");
    assertThat(without("seccompProfile")).containsExactly("seccompProfile");
  }

  @Test
  void refusesThePodOnItsHost() {
    ObjectNode onHost = pod.deepCopy();
    onHost.put("hostNetwork", true);
    onHost.withArray("volumes").addObject().put("name", "h").putObject("hostPath");

    assertThat(RestrictedStandard.violations(onHost))
        .containsExactly("hostNetwork", "volume hostPath");
  }

  private List<String> without(String field) {
    ObjectNode changed = pod.deepCopy();
    ((ObjectNode) changed.path("securityContext")).remove(field);
    ((ObjectNode) changed.path("containers").path(0).path("securityContext")).remove(field);
    return RestrictedStandard.violations(changed);
  }

  private static JsonNode pod() throws Exception {
    Run run = TestRuns.run("1", List.of());
    Place place = new Place("serai-jobs", "serai/", "default", Duration.ofSeconds(60));
    var spec = new JobSpecs(place).of(new Order(new RunId(UUID.randomUUID()), run));
    return Json.MAPPER.readTree(Serialization.asJson(spec)).path("template").path("spec");
  }
}
