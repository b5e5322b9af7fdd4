package io.serai.sandbox.docker;

final class GvisorSandboxTest extends ContainerContract {

  @Override
  DockerSandbox make() {
    return DockerSandbox.gvisor(TestEngine.HOST, TestEngine.RUNNERS);
  }
}
