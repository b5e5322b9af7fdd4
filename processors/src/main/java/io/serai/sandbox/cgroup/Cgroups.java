package io.serai.sandbox.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Makes control groups, where this process may.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">Control Group v2</a>
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v1/">Control Groups version 1</a>
 */
public final class Cgroups {

  private enum Version {
    NONE,
    V1,
    V2
  }

  private static final List<String> V1_CONTROLLERS = List.of("memory", "pids", "cpuacct");

  private final Path root;
  private final String parent;
  private final Version version;

  private Cgroups(Path root, String parent, Version version) {
    this.root = root;
    this.parent = parent;
    this.version = version;
  }

  /**
   * The control groups of this machine.
   *
   * @param parent the group under which runs get theirs, such as {@code serai}
   */
  public static Cgroups detect(String parent) {
    Path root = Path.of("/sys/fs/cgroup");
    if (preparesV2(root, parent)) {
      GroupFiles.removeAbandoned(root.resolve(parent));
      return new Cgroups(root, parent, Version.V2);
    }
    if (preparesV1(root, parent)) {
      V1_CONTROLLERS.forEach(
          each -> GroupFiles.removeAbandoned(root.resolve(each).resolve(parent)));
      return new Cgroups(root, parent, Version.V1);
    }
    return new Cgroups(root, parent, Version.NONE);
  }

  /** Whether runs can be limited by the kernel here. */
  public boolean available() {
    return version != Version.NONE;
  }

  /** In words, for people. */
  public String describe() {
    return switch (version) {
      case NONE ->
          "no control group is writable: memory and processes are limited per process only";
      case V1 -> "control groups version 1";
      case V2 -> "control groups version 2";
    };
  }

  /** A new group without limits; empty where there is none to be had. */
  public Optional<Cgroup> create(String name) throws IOException {
    return switch (version) {
      case NONE -> Optional.empty();
      case V1 -> Optional.of(CgroupV1.create(root, parent, name));
      case V2 -> Optional.of(CgroupV2.create(root.resolve(parent), name));
    };
  }

  private static boolean preparesV2(Path root, String parent) {
    try {
      if (!Files.readString(root.resolve("cgroup.controllers")).contains("memory")) {
        return false;
      }
      Path group = Files.createDirectories(root.resolve(parent));
      for (Path each : List.of(root, group)) {
        Files.writeString(each.resolve("cgroup.subtree_control"), "+memory +pids +cpu");
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean preparesV1(Path root, String parent) {
    try {
      for (String controller : V1_CONTROLLERS) {
        if (!Files.exists(root.resolve(controller).resolve("cgroup.procs"))) {
          return false;
        }
        Files.createDirectories(root.resolve(controller).resolve(parent));
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
