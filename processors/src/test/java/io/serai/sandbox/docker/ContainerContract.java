package io.serai.sandbox.docker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.serai.job.Language;
import io.serai.sandbox.Sandbox;
import io.serai.sandbox.SandboxContract;
import java.util.List;
import java.util.Map;

/** What both kinds of containers have in common. */
abstract class ContainerContract extends SandboxContract {

  static final String PYTHON = "python-3.11";
  static final String NODE = "node-20";

  private final Engine engine = new Engine(TestEngine.HOST);

  abstract DockerSandbox make(Engine engine);

  @Override
  protected Sandbox open() {
    DockerSandbox sandbox = make(engine);
    TestEngine.assumeReady(sandbox);
    for (String image : List.of(PYTHON, NODE)) {
      assumeTrue(
          !sandbox.languages(image).isEmpty(),
          () -> "image '" + image + "' is not built; run ./serai images build");
    }
    return sandbox;
  }

  @Override
  protected String image(Language language) {
    return language == Language.PYTHON ? PYTHON : NODE;
  }

  @Override
  protected Map<String, Integer> sandboxes() {
    return TestEngine.sandboxes(engine);
  }
}
