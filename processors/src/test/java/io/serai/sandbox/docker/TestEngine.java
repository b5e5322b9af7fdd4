package io.serai.sandbox.docker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
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

  /** The containers that hubs have made, each with how many processes it has. */
  static Map<String, Integer> sandboxes() {
    Map<String, Integer> found = new HashMap<>();
    try (DockerClient engine = DockerSandbox.connect(HOST)) {
      engine
          .listContainersCmd()
          .withShowAll(true)
          .withLabelFilter(List.of(Container.DEADLINE))
          .exec()
          .forEach(container -> found.put(container.getId(), processes(engine, container.getId())));
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
