package io.serai.sandbox.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line that shuts a template into a read-only root. Its sandboxes add process, mount
 * and all other namespaces of their own.
 *
 * @see <a href="https://github.com/containers/bubblewrap">bubblewrap(1)</a>
 */
final class Bubblewrap {

  /** Host directories whose layout differs between distributions: a link stays a link. */
  private static final List<String> SYSTEM = List.of("/bin", "/sbin", "/lib", "/lib64", "/lib32");

  private static final List<String> READABLE =
      List.of(
          "/etc/ld.so.cache",
          "/etc/alternatives",
          "/etc/fonts",
          "/etc/matplotlibrc",
          "/etc/localtime",
          "/etc/ssl/certs",
          "/var/cache/fontconfig");

  private static final String NOBODY = "65534";

  private final Path runners;

  /** Commands that run the runners in the given directory. */
  Bubblewrap(Path runners) {
    this.runners = runners;
  }

  /**
   * The command of one template.
   *
   * @param python the host's interpreter
   * @param word what to prepare
   * @param hub the directory with the hub's socket
   */
  List<String> command(Path python, String word, Path hub) {
    List<String> command = new ArrayList<>();
    if (runsAsRoot()) {
      // Root inside the namespace must never be root outside.
      command.addAll(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    command.add("bwrap");
    command.addAll(isolation());
    command.addAll(fileSystem(hub));
    command.addAll(
        List.of(python.toString(), "-I", "-B", "-X", "utf8", "/opt/serai/supervisor/template.py"));
    command.add(word);
    return command;
  }

  private static List<String> isolation() {
    // It shares the host's process ids, so that it can name its sandboxes to the hub.
    return List.of(
        "--unshare-user",
        "--unshare-net",
        "--unshare-ipc",
        "--unshare-uts",
        "--unshare-cgroup",
        "--die-with-parent",
        "--new-session",
        "--cap-drop",
        "ALL",
        "--hostname",
        "sandbox",
        "--uid",
        "1000",
        "--gid",
        "1000",
        "--clearenv");
  }

  private List<String> fileSystem(Path hub) {
    List<String> arguments = new ArrayList<>(List.of("--ro-bind", "/usr", "/usr"));
    for (String directory : SYSTEM) {
      Path path = Path.of(directory);
      if (Files.isSymbolicLink(path)) {
        arguments.addAll(List.of("--symlink", "usr" + directory, directory));
      } else if (Files.isDirectory(path)) {
        arguments.addAll(List.of("--ro-bind", directory, directory));
      }
    }
    READABLE.forEach(file -> arguments.addAll(List.of("--ro-bind-try", file, file)));
    arguments.addAll(List.of("--bind", "/proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"));
    arguments.addAll(List.of("--dir", "/sandbox", "--dir", "/run/scratch"));
    arguments.addAll(List.of("--ro-bind", runners.toString(), "/opt/serai"));
    arguments.addAll(List.of("--ro-bind", hub.toString(), "/run/hub"));
    arguments.addAll(List.of("--remount-ro", "/dev", "--remount-ro", "/"));
    return arguments;
  }

  private static boolean runsAsRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
