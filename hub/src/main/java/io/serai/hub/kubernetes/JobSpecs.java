package io.serai.hub.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import io.serai.job.Language;
import io.serai.job.Limits;
import io.serai.sandbox.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A run as the spec of a Job whose pod keeps to the Pod Security Standard "restricted".
 *
 * @param place where it runs
 */
record JobSpecs(Place place) {

  /** The one container of the pod. */
  static final String CONTAINER = "sandbox";

  private static final long USER = 1000;
  private static final int KEPT_SECONDS = 300;
  private static final String WORK = "/sandbox";
  private static final String JOB = "/job";
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "HOME", WORK,
          "LANG", "C.UTF-8",
          "MPLBACKEND", "agg",
          "MPLCONFIGDIR", "/tmp",
          "PATH", "/usr/local/bin:/usr/bin:/bin",
          "PYTHONPATH", WORK);

  JobSpec of(Order order) {
    return new JobSpecBuilder()
        .withBackoffLimit(0)
        .withActiveDeadlineSeconds(deadlineSeconds(order.run().limits()))
        .withTtlSecondsAfterFinished(KEPT_SECONDS)
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(order.labels())
        .endMetadata()
        .withSpec(pod(order))
        .endTemplate()
        .build();
  }

  /** For runs that no hub watches any more: the limit itself is kept inside, to the millisecond. */
  private long deadlineSeconds(Limits limits) {
    return place.startup().toSeconds() + Math.floorDiv(limits.timeoutMs() + 999, 1000L);
  }

  private PodSpec pod(Order order) {
    PodSpecBuilder pod =
        new PodSpecBuilder()
            .withRestartPolicy("Never")
            .withAutomountServiceAccountToken(false)
            .withEnableServiceLinks(false)
            .withTerminationGracePeriodSeconds(1L)
            .withNewSecurityContext()
            .withRunAsNonRoot(true)
            .withRunAsUser(USER)
            .withRunAsGroup(USER)
            .withFsGroup(USER)
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile()
            .endSecurityContext()
            .withContainers(container(order.run()))
            .withVolumes(volumes(order));
    return place.hasOwnRuntime()
        ? pod.withRuntimeClassName(place.runtimeClass()).build()
        : pod.build();
  }

  private Container container(Run run) {
    return new ContainerBuilder()
        .withName(CONTAINER)
        .withImage(place.images() + run.image())
        .withCommand(command(run))
        .withWorkingDir(WORK)
        .withEnv(environment())
        .withResources(resources(run.limits()))
        .withSecurityContext(confined())
        .withVolumeMounts(
            mount("work", WORK, false), mount("tmp", "/tmp", false), mount("job", JOB, true))
        .build();
  }

  /** Copies the files, keeps the wall time, and gives the program its input. */
  private static List<String> command(Run run) {
    String copy = run.files().isEmpty() ? "" : "cp -RL --no-preserve=mode /job/files/. . && ";
    String program = JOB + "/" + JobFiles.program(run.language());
    String seconds = String.format(Locale.ROOT, "%.3f", run.limits().timeoutMs() / 1000.0);
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/sh", "-c", copy + "exec \"$@\" < /job/stdin", "sh"));
    command.addAll(List.of("timeout", "-s", "KILL", seconds));
    command.addAll(interpreter(run.language()));
    command.add(program);
    return command;
  }

  private static List<String> interpreter(Language language) {
    return switch (language) {
      case PYTHON -> List.of("python3", "-B", "-X", "utf8");
      case NODE -> List.of("node", "--no-warnings");
    };
  }

  private static List<EnvVar> environment() {
    return ENVIRONMENT.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(each -> new EnvVarBuilder().withName(each.getKey()).withValue(each.getValue()).build())
        .toList();
  }

  private static ResourceRequirements resources(Limits limits) {
    Map<String, Quantity> all =
        Map.of(
            "cpu", new Quantity("1"),
            "memory", new Quantity(limits.memoryMb() + "Mi"),
            "ephemeral-storage", new Quantity(limits.diskMb() + "Mi"));
    return new ResourceRequirementsBuilder().withRequests(all).withLimits(all).build();
  }

  private static SecurityContext confined() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withPrivileged(false)
        .withReadOnlyRootFilesystem(true)
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }

  private static List<Volume> volumes(Order order) {
    Quantity room = new Quantity(order.run().limits().diskMb() + "Mi");
    return List.of(
        scratch("work", room),
        scratch("tmp", room),
        new VolumeBuilder()
            .withName("job")
            .withNewSecret()
            .withSecretName(order.name())
            .withDefaultMode(0444)
            .withItems(JobFiles.paths(order.run()))
            .endSecret()
            .build());
  }

  private static Volume scratch(String name, Quantity room) {
    return new VolumeBuilder()
        .withName(name)
        .withNewEmptyDir()
        .withSizeLimit(room)
        .endEmptyDir()
        .build();
  }

  private static VolumeMount mount(String volume, String path, boolean readOnly) {
    return new VolumeMountBuilder()
        .withName(volume)
        .withMountPath(path)
        .withReadOnly(readOnly)
        .build();
  }
}
