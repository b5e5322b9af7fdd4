package io.serai.hub.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The Pod Security Standard "restricted", written from its definition: what a pod spec does that it
 * forbids.
 */
final class RestrictedStandard {

  private static final Set<String> VOLUMES =
      Set.of(
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "persistentVolumeClaim",
          "projected",
          "secret");
  private static final Set<String> SECCOMP = Set.of("RuntimeDefault", "Localhost");

  private final List<String> violations = new ArrayList<>();

  private RestrictedStandard() {}

  static List<String> violations(JsonNode podSpec) {
    RestrictedStandard standard = new RestrictedStandard();
    standard.pod(podSpec);
    for (String kind : List.of("initContainers", "containers", "ephemeralContainers")) {
      podSpec.path(kind).forEach(each -> standard.container(podSpec.path("securityContext"), each));
    }
    return standard.violations;
  }

  private void pod(JsonNode spec) {
    for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
      forbid(spec.path(host).asBoolean(), host);
    }
    forbid(spec.path("securityContext").path("sysctls").size() > 0, "sysctls");
    forbid(
        spec.path("securityContext").path("windowsOptions").path("hostProcess").asBoolean(),
        "hostProcess");
    for (JsonNode volume : spec.path("volumes")) {
      volume
          .fieldNames()
          .forEachRemaining(
              field ->
                  forbid(!field.equals("name") && !VOLUMES.contains(field), "volume " + field));
    }
  }

  private void container(JsonNode pod, JsonNode container) {
    JsonNode own = container.path("securityContext");
    forbid(own.path("privileged").asBoolean(), "privileged");
    forbid(
        !own.path("allowPrivilegeEscalation").isBoolean()
            || own.path("allowPrivilegeEscalation").asBoolean(),
        "allowPrivilegeEscalation");
    forbid(!either(own, pod, "runAsNonRoot").asBoolean(), "runAsNonRoot");
    JsonNode user = either(own, pod, "runAsUser");
    forbid(user.isNumber() && user.asLong() == 0, "runAsUser");
    forbid(
        !SECCOMP.contains(either(own, pod, "seccompProfile").path("type").asText()),
        "seccompProfile");
    forbid(!own.path("procMount").asText("Default").equals("Default"), "procMount");
    boolean dropsAll = false;
    for (JsonNode dropped : own.path("capabilities").path("drop")) {
      dropsAll |= dropped.asText().equals("ALL");
    }
    forbid(!dropsAll, "capabilities.drop");
    own.path("capabilities")
        .path("add")
        .forEach(added -> forbid(!added.asText().equals("NET_BIND_SERVICE"), "capabilities.add"));
    container.path("ports").forEach(port -> forbid(port.path("hostPort").asInt() != 0, "hostPort"));
  }

  private static JsonNode either(JsonNode container, JsonNode pod, String field) {
    return container.has(field) ? container.path(field) : pod.path(field);
  }

  private void forbid(boolean present, String what) {
    if (present) {
      violations.add(what);
    }
  }
}
