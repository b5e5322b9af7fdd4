package io.serai.sandbox.process;

import io.serai.job.Language;
import io.serai.job.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line that puts an interpreter into namespaces of its own.
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
          "/var/cache/fontconfig");

  /** Joins the control groups named first, then becomes the command that follows. */
  private static final String LAUNCH =
      "n=$1; shift; while [ $n -gt 0 ]; do echo $$ > \"$1\" || exit 125; shift; n=$((n-1)); done;"
          + " ulimit -c 0; ulimit -f 65536; ulimit -n 1024; exec \"$@\"";

  private static final String NOBODY = "65534";
  private static final long TMPFS_BYTES = 64L << 20;

  private final Path runners;

  /** Commands that run the runners in the given directory. */
  Bubblewrap(Path runners) {
    this.runners = runners;
  }

  /**
   * The command of one run.
   *
   * @param interpreter the host's interpreter
   * @param language decides the runner
   * @param report the file the runner reports to
   * @param joinFiles the control group files to join first
   * @param limits set per process where there is no control group; absent where there is one
   */
  List<String> command(
      Path interpreter,
      Language language,
      Path report,
      List<Path> joinFiles,
      @Nullable Limits limits) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", LAUNCH, "sh"));
    command.add(String.valueOf(joinFiles.size()));
    joinFiles.forEach(file -> command.add(file.toString()));
    if (limits != null) {
      command.add("prlimit");
      command.add("--as=" + (limits.memoryMb() * (1L << 20)));
      command.add("--nproc=" + limits.pids());
    }
    if (runsAsRoot()) {
      // Root inside the namespace must never be root outside.
      command.addAll(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    command.add("bwrap");
    command.addAll(isolation());
    command.addAll(fileSystem(report));
    command.addAll(environment());
    command.addAll(program(interpreter, language));
    return command;
  }

  private static List<String> isolation() {
    return List.of(
        "--unshare-all",
        "--die-with-parent",
        "--new-session",
        "--cap-drop",
        "ALL",
        "--hostname",
        "sandbox",
        "--uid",
        "1000",
        "--gid",
        "1000");
  }

  private List<String> fileSystem(Path report) {
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
    arguments.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
    for (String scratch : List.of("/tmp", "/sandbox")) {
      arguments.addAll(List.of("--size", String.valueOf(TMPFS_BYTES), "--tmpfs", scratch));
    }
    arguments.addAll(List.of("--ro-bind", runners.toString(), "/opt/serai"));
    arguments.addAll(List.of("--bind", report.toString(), "/run/report"));
    arguments.addAll(List.of("--remount-ro", "/", "--chdir", "/sandbox"));
    return arguments;
  }

  private static List<String> environment() {
    return List.of(
        "--clearenv",
        "--setenv",
        "PATH",
        "/usr/local/bin:/usr/bin:/bin",
        "--setenv",
        "HOME",
        "/sandbox",
        "--setenv",
        "LANG",
        "C.UTF-8",
        "--setenv",
        "MPLBACKEND",
        "module://serai_backend",
        "--setenv",
        "MPLCONFIGDIR",
        "/tmp",
        "--setenv",
        "SERAI_REPORT",
        "/run/report");
  }

  private static List<String> program(Path interpreter, Language language) {
    return switch (language) {
      case PYTHON ->
          List.of(interpreter.toString(), "-I", "-B", "-X", "utf8", "/opt/serai/python/runner.py");
      case NODE -> List.of(interpreter.toString(), "/opt/serai/node/runner.mjs");
    };
  }

  private static boolean runsAsRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
