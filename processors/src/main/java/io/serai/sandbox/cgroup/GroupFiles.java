package io.serai.sandbox.cgroup;

import io.serai.sandbox.Owner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reading, emptying and removing the directories that control groups are. */
final class GroupFiles {

  private static final Logger LOG = LoggerFactory.getLogger(GroupFiles.class);

  private GroupFiles() {}

  static long number(Path file) {
    try {
      return Long.parseLong(Files.readString(file).trim());
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }

  private static boolean inhabited(Path group) {
    try {
      return !Files.readString(group.resolve("cgroup.procs")).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /** The value of a line {@code key value}; 0 where there is none. */
  static long keyed(Path file, String key) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(key + " "))
          .mapToLong(line -> Long.parseLong(line.substring(key.length() + 1).trim()))
          .findFirst()
          .orElse(0);
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }

  /** The sum of {@link #keyed} over a group and the groups that an engine has made in it. */
  static long keyedBelow(Path group, String file, String key) {
    try (Stream<Path> inside = Files.walk(group)) {
      return inside
          .filter(Files::isDirectory)
          .mapToLong(each -> keyed(each.resolve(file), key))
          .sum();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  static void killAll(Path procs) {
    try {
      Files.readAllLines(procs)
          .forEach(
              pid ->
                  ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly));
    } catch (IOException e) {
      LOG.debug("group {} is gone already", procs);
    }
  }

  /** Removes a group, with the groups that others have made in it, unless a process is left. */
  static boolean tryRemove(Path group) {
    return Files.notExists(group) || group.toFile().delete() || tryRemoveTree(group);
  }

  private static boolean tryRemoveTree(Path group) {
    if (inhabited(group)) {
      return false;
    }
    try (Stream<Path> inside = Files.walk(group)) {
      List<Path> deepestFirst =
          inside.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
      return true;
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  /** Removes the groups of hubs that were killed. */
  static void removeAbandoned(Path parent) {
    try (Stream<Path> children = Files.list(parent)) {
      List<Path> abandoned =
          children
              .filter(Files::isDirectory)
              .filter(group -> Owner.isGone(group.getFileName().toString()))
              .toList();
      for (Path group : abandoned) {
        killAll(group.resolve("cgroup.procs"));
        tryRemove(group);
      }
    } catch (IOException e) {
      LOG.debug("groups below {} cannot be listed: {}", parent, e.getMessage());
    }
  }
}
