package io.serai.sandbox.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.serai.job.Language;
import io.serai.sandbox.Sandbox;
import io.serai.sandbox.SandboxContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

final class ProcessSandboxTest extends SandboxContract {

  private static final Path GROUPS = Path.of("/sys/fs/cgroup/pids/serai");

  @Override
  protected Sandbox open() {
    ProcessSandbox sandbox = new ProcessSandbox(Path.of("../sandbox-images/runners"));
    assumeTrue(sandbox.readiness().ready(), () -> sandbox.readiness().detail());
    return sandbox;
  }

  @Override
  protected String image(Language language) {
    return ProcessSandbox.IMAGE;
  }

  @Override
  protected List<String> traces() {
    Path groups = Files.isDirectory(GROUPS) ? GROUPS : Path.of("/sys/fs/cgroup/serai");
    try (Stream<Path> children = Files.list(groups)) {
      return children.filter(Files::isDirectory).map(Path::toString).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
