package io.serai.sandbox.docker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import io.serai.job.Language;
import io.serai.sandbox.Sandbox;
import io.serai.sandbox.SandboxContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What both kinds of containers have in common. */
abstract class ContainerContract extends SandboxContract {

  static final URI ENGINE =
      URI.create(System.getenv().getOrDefault("SERAI_TEST_DOCKER", "unix:///nowhere"));
  static final Path RUNNERS = Path.of("../sandbox-images/runners");

  abstract DockerSandbox make();

  @Override
  protected Sandbox open() {
    DockerSandbox sandbox = make();
    assumeTrue(sandbox.readiness().ready(), () -> sandbox.readiness().detail());
    assumeTrue(
        !sandbox.languages(image(Language.PYTHON)).isEmpty()
            && !sandbox.languages(image(Language.NODE)).isEmpty(),
        "the engine has no sandbox images; run sandbox-images/build");
    return sandbox;
  }

  @Override
  protected String image(Language language) {
    return language == Language.PYTHON ? "python-3.11" : "node-20";
  }

  @Override
  protected Map<String, Integer> sandboxes() {
    Map<String, Integer> found = new HashMap<>();
    try (DockerClient engine = DockerSandbox.connect(ENGINE)) {
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
