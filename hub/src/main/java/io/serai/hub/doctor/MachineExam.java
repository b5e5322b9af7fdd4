package io.serai.hub.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at the machine itself: Java, the directory that everything is kept in, the room there is,
 * control groups, and whether sandboxes may be made.
 */
public final class MachineExam {

  private static final long LITTLE_BYTES = 2L << 30;
  private static final int FIRST_VIRTUAL_JAVA = 21;

  private final Path state;
  private final Path root;

  /**
   * An examination.
   *
   * @param state where a hub would keep everything
   */
  public MachineExam(Path state) {
    this(state, Path.of("/"));
  }

  /** As above, of a machine whose {@code /proc} and {@code /sys} are below a directory. */
  MachineExam(Path state, Path root) {
    this.state = state;
    this.root = root;
  }

  /** What was found. */
  public List<Diagnosis> examine() {
    List<Diagnosis> found = new ArrayList<>();
    found.add(java());
    found.add(writable());
    found.add(room());
    found.add(controlGroups());
    found.add(namespaces());
    return found;
  }

  private static Diagnosis java() {
    String detail = System.getProperty("java.version") + ", " + System.getProperty("java.home");
    return Runtime.version().feature() >= FIRST_VIRTUAL_JAVA
        ? Diagnosis.ok("java", detail)
        : Diagnosis.weak("java", detail, "install a JDK from 21 on: each job has a thread there");
  }

  private Diagnosis writable() {
    try {
      Files.createDirectories(state);
    } catch (IOException e) {
      return notWritable();
    }
    return Files.isWritable(state)
        ? Diagnosis.ok("state", state + " is where everything is kept")
        : notWritable();
  }

  private Diagnosis notWritable() {
    return Diagnosis.wrong(
        "state",
        state + " cannot be written by " + System.getProperty("user.name"),
        "chown it, or set serai.state to a directory of that user");
  }

  private Diagnosis room() {
    try {
      FileStore store = Files.getFileStore(Files.exists(state) ? state : root);
      long free = store.getUsableSpace();
      String detail = (free >> 20) + " MB are free where " + state + " is";
      return free < LITTLE_BYTES
          ? Diagnosis.weak("disk", detail, "make room, or shorten policies/retention.yaml")
          : Diagnosis.ok("disk", detail);
    } catch (IOException e) {
      return Diagnosis.weak("disk", "room cannot be told; " + e.getMessage(), "look at df");
    }
  }

  /** Their version 2 has one tree; that of version 1 has one for each kind of limit. */
  private Diagnosis controlGroups() {
    Path groups = root.resolve("sys/fs/cgroup");
    if (Files.exists(groups.resolve("cgroup.controllers"))) {
      return limits("version 2", groups);
    }
    Path memory = groups.resolve("memory");
    return Files.isDirectory(memory)
        ? limits("version 1", memory)
        : unlimited("there are no control groups");
  }

  private static Diagnosis limits(String version, Path tree) {
    return Files.isWritable(tree)
        ? Diagnosis.ok("cgroups", version + ", writable: memory and processes of jobs are limited")
        : unlimited(version + ", not writable by " + System.getProperty("user.name"));
  }

  private static Diagnosis unlimited(String detail) {
    return Diagnosis.weak(
        "cgroups",
        detail + ": memory and processes are limited for each process of a job only",
        "run as root, or with Delegate=yes in a systemd unit");
  }

  private Diagnosis namespaces() {
    String most = read("proc/sys/user/max_user_namespaces");
    boolean forbidden =
        most.equals("0") || read("proc/sys/kernel/unprivileged_userns_clone").equals("0");
    return forbidden && !System.getProperty("user.name").equals("root")
        ? Diagnosis.weak(
            "namespaces",
            "user namespaces are forbidden: 'process' cannot make sandboxes",
            "sysctl user.max_user_namespaces=15000 kernel.unprivileged_userns_clone=1")
        : Diagnosis.ok("namespaces", "sandboxes may be made");
  }

  /** Empty where it cannot be read. */
  private String read(String file) {
    try {
      return Files.readString(root.resolve(file)).trim();
    } catch (IOException e) {
      return "";
    }
  }
}
