package io.serai.sandbox.cgroup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reading, emptying and removing the directories that control groups are. */
final class GroupFiles {

  private static final Logger LOG = LoggerFactory.getLogger(GroupFiles.class);
  private static final long ABANDONED_MS = TimeUnit.MINUTES.toMillis(10);

  private GroupFiles() {}

  static long number(Path file) {
    try {
      return Long.parseLong(Files.readString(file).trim());
    } catch (IOException | NumberFormatException e) {
      return 0;
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

  /**
   * Removes the empty groups that a hub that was killed has left; a new one may be about to fill.
   */
  static void removeAbandoned(Path parent) {
    FileTime before = FileTime.fromMillis(System.currentTimeMillis() - ABANDONED_MS);
    try (Stream<Path> children = Files.list(parent)) {
      for (Path group : children.filter(Files::isDirectory).toList()) {
        removeIfOlder(group, before);
      }
    } catch (IOException e) {
      LOG.debug("groups below {} cannot be listed: {}", parent, e.getMessage());
    }
  }

  private static void removeIfOlder(Path group, FileTime before) {
    try {
      if (Files.getLastModifiedTime(group).compareTo(before) < 0) {
        Files.deleteIfExists(group);
      }
    } catch (IOException e) {
      LOG.debug("group {} is in use or gone", group);
    }
  }
}
