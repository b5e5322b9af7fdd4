package io.serai.sandbox.docker;

import io.serai.sandbox.Sandbox;
import io.serai.sandbox.SandboxImages;
import java.io.IOException;
import java.util.List;
import java.util.Map;

final class DockerImagesTest extends SandboxImages {

  private final Engine engine = new Engine(TestEngine.HOST);
  private final DockerSandbox sandbox = DockerSandbox.docker(engine, TestEngine.RUNNERS);

  @Override
  protected Sandbox open() {
    TestEngine.assumeReady(sandbox);
    return sandbox;
  }

  @Override
  protected Map<String, Integer> sandboxes() {
    return TestEngine.sandboxes(engine);
  }

  @Override
  protected List<String> images() throws IOException {
    return ImageFolders.names();
  }

  @Override
  protected boolean isBuilt(String image) {
    return sandbox.languages(image).contains(language(image));
  }

  @Override
  protected List<String> reportedElsewhere() {
    return List.of(ContainerContract.PYTHON, ContainerContract.NODE);
  }
}
