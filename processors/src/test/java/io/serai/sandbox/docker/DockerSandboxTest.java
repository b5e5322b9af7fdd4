package io.serai.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import io.serai.job.Language;
import io.serai.sandbox.Sandbox;
import io.serai.sandbox.SandboxContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
  protected List<String> traces() {
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

  @Test
  void removesTheContainersOfAHubThatIsGone() throws IOException {
    Clock clock = Clock.systemUTC();
    try (DockerClient engine = DockerSandbox.connect(URI.create(ENGINE));
        Reaper reaper = new Reaper(engine, clock)) {
      String gone = container(engine, clock.millis() - 1);
      String ours = container(engine, clock.millis() + 60_000);

      reaper.reap();

      assertThat(ids(engine)).contains(ours).doesNotContain(gone);
      engine.removeContainerCmd(ours).exec();
    }
  }

  private static String container(DockerClient engine, long deadline) {
    return engine
        .createContainerCmd(DockerSandbox.tag("node-18"))
        .withLabels(Map.of(Reaper.DEADLINE, String.valueOf(deadline)))
        .exec()
        .getId();
  }

  private static List<String> ids(DockerClient engine) {
    return engine.listContainersCmd().withShowAll(true).exec().stream()
        .map(com.github.dockerjava.api.model.Container::getId)
        .toList();
  }
}
