package io.serai.sandbox.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.serai.job.Language;
import io.serai.sandbox.Sandbox;
import io.serai.sandbox.SandboxContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

final class ProcessSandboxTest extends SandboxContract {

  private static final Path GROUPS = Path.of("/sys/fs/cgroup/pids/serai");

  /** Another process on this machine may have sandboxes of its own. */
  private static final String OURS = ProcessHandle.current().pid() + "-*";

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
  protected Map<String, Integer> sandboxes() {
    Path groups = Files.isDirectory(GROUPS) ? GROUPS : Path.of("/sys/fs/cgroup/serai");
    Map<String, Integer> found = new HashMap<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(groups, OURS)) {
      for (Path group : children) {
        found.put(group.toString(), processes(group));
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int processes(Path group) {
    try {
      return Files.readAllLines(group.resolve("cgroup.procs")).size();
    } catch (IOException e) {
      return 0; // Removed while it was looked at.
    }
  }
}
