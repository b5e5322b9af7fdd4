package io.serai.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DockerSandboxTest extends ContainerContract {

  @Override
  DockerSandbox make() {
    return DockerSandbox.docker(TestEngine.HOST, TestEngine.RUNNERS);
  }

  @Test
  void removesTheContainersOfAHubThatIsGone() throws IOException {
    Clock clock = Clock.systemUTC();
    try (DockerClient engine = DockerSandbox.connect(TestEngine.HOST);
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
        .createContainerCmd(DockerSandbox.tag(NODE))
        .withLabels(Map.of(Container.DEADLINE, String.valueOf(deadline)))
        .exec()
        .getId();
  }

  private static List<String> ids(DockerClient engine) {
    return engine.listContainersCmd().withShowAll(true).exec().stream()
        .map(com.github.dockerjava.api.model.Container::getId)
        .toList();
  }
}
