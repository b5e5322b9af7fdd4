package io.serai.sandbox.docker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import io.serai.job.Language;
import io.serai.sandbox.Sandbox;
import io.serai.sandbox.SandboxContract;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What both kinds of containers have in common. */
abstract class ContainerContract extends SandboxContract {

  static final URI ENGINE =
      URI.create(System.getenv().getOrDefault("SERAI_TEST_DOCKER", "unix:///nowhere"));
  static final Path RUNNERS = Path.of("../sandbox-images/runners");

  private final Engine engine = new Engine(ENGINE);

  abstract DockerSandbox make(Engine engine);

  @Override
  protected Sandbox open() {
    DockerSandbox sandbox = make(engine);
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
      return engine.topContainerCmd(container).exec().getProcesses().length;
    } catch (DockerException e) {
      return 0; // Created and not started, or removed while it was looked at.
    }
  }
}
