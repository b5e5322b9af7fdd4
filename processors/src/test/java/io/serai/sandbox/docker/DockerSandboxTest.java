package io.serai.sandbox.docker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import io.serai.job.Language;
import io.serai.sandbox.Sandbox;
import io.serai.sandbox.SandboxContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;

final class DockerSandboxTest extends SandboxContract {

  private static final String ENGINE =
      System.getenv().getOrDefault("SERAI_TEST_DOCKER", "unix:///nowhere");

  @Override
  protected Sandbox open() {
    DockerSandbox sandbox = new DockerSandbox(URI.create(ENGINE));
    assumeTrue(sandbox.readiness().ready(), () -> sandbox.readiness().detail());
    assumeTrue(
        !sandbox.languages(image(Language.PYTHON)).isEmpty()
            && !sandbox.languages(image(Language.NODE)).isEmpty(),
        "the engine has no sandbox images; run sandbox-images/build");
    return sandbox;
  }

  @Override
  protected String image(Language language) {
    return language == Language.PYTHON ? "python-3.11" : "node-18";
  }

  @Override
  protected List<String> leftovers() {
    try (DockerClient engine = DockerSandbox.connect(URI.create(ENGINE))) {
      return engine
          .listContainersCmd()
          .withShowAll(true)
          .withLabelFilter(List.of(Container.LABEL))
          .exec()
          .stream()
          .map(container -> container.getId() + " " + container.getStatus())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
