package io.serai.sandbox.docker;

final class DockerSandboxTest extends ContainerContract {

  @Override
  DockerSandbox make(Engine engine) {
    return DockerSandbox.docker(engine, TestEngine.RUNNERS);
  }
}
