package io.serai.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What one would do without Serai: a new container, or a new bubblewrap, for each run. */
final class Baselines {

  private final String engine;
  private final Path home;

  /**
   * Baselines on one engine.
   *
   * @param engine its URI
   * @param home where the system call filter is
   */
  Baselines(String engine, Path home) {
    this.engine = engine;
    this.home = home;
  }

  /** {@code docker run --rm} with the image and the flags that Serai's own containers have. */
  Load docker(String image, String interpreter, String flag, String code) {
    String filter = home.resolve("sandbox-images/runners/seccomp.json").toString();
    return new CommandLoad(
        List.of(
            "docker",
            "-H",
            engine,
            "run",
            "--rm",
            "--network=none",
            "--user=1000:1000",
            "--cap-drop=ALL",
            "--security-opt=no-new-privileges",
            "--security-opt=seccomp=" + filter,
            "--read-only",
            "--tmpfs=/tmp:rw,nosuid,nodev,size=64m",
            "--tmpfs=/sandbox:rw,nosuid,nodev,size=64m,mode=1777",
            "--memory=256m",
            "--pids-limit=64",
            "--cpus=1",
            "--log-driver=none",
            "--entrypoint=" + interpreter,
            "serai/" + image,
            flag,
            code));
  }

  /** One bubblewrap with namespaces of its own around a Python that starts in it. */
  static Load bubblewrap(String code) {
    return new CommandLoad(bubblewrapped(code));
  }

  /** The command of {@link #bubblewrap}. */
  static List<String> bubblewrapped(String code) {
    List<String> command =
        new ArrayList<>(List.of("bwrap", "--unshare-all", "--die-with-parent", "--new-session"));
    command.addAll(List.of("--cap-drop", "ALL", "--uid", "1000", "--gid", "1000"));
    command.addAll(List.of("--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin"));
    command.addAll(List.of("--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64"));
    command.addAll(List.of("--ro-bind", "/etc/ld.so.cache", "/etc/ld.so.cache"));
    command.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"));
    command.addAll(List.of("--tmpfs", "/sandbox", "--remount-ro", "/", "--chdir", "/sandbox"));
    command.addAll(List.of("--clearenv", "/usr/bin/python3", "-c", code));
    return command;
  }
}
