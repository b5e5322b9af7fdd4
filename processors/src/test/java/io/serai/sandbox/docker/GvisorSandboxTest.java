package io.serai.sandbox.docker;

final class GvisorSandboxTest extends ContainerContract {

  @Override
  DockerSandbox make(Engine engine) {
    return DockerSandbox.gvisor(engine, TestEngine.RUNNERS);
  }
}
