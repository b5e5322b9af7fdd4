package io.serai.sandbox.docker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The Docker engine that tests run on. */
final class TestEngine {

  static final URI HOST =
      URI.create(System.getenv().getOrDefault("SERAI_TEST_DOCKER", "unix:///nowhere"));
  static final Path RUNNERS = Path.of("../sandbox-images/runners");

  private TestEngine() {}

  /** Aborts the test with the reason where the provider cannot run here. */
  static void assumeReady(DockerSandbox sandbox) {
    assumeTrue(sandbox.readiness().ready(), () -> sandbox.readiness().detail());
  }

  /** The containers that this process has made, each with how many processes it has. */
  static Map<String, Integer> sandboxes(Engine engine) {
    Map<String, Integer> found = new HashMap<>();
    DockerClient client = engine.client();
    client
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(Map.of(Labels.OWNER, HubProcess.current().label()))
        .exec()
        .forEach(container -> found.put(container.getId(), processes(client, container.getId())));
    return found;
  }

  private static int processes(DockerClient engine, String container) {
    try {
      String[][] processes = engine.topContainerCmd(container).exec().getProcesses();
      return processes == null ? 0 : processes.length;
    } catch (DockerException e) {
      return 0; // Created and not started, or removed while it was looked at.
    }
  }
}
