package io.serai.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that the hub and its sandboxes share. They stand in a temporary directory, because the
 * unprivileged user of a sandbox may not be able to reach where the hub is installed.
 */
public final class SharedFiles implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SharedFiles.class);

  static final String PREFIX = "serai-sandboxes-";

  private final Path directory;

  private SharedFiles(Path directory) {
    this.directory = directory;
  }

  /** A directory with nothing in it yet. */
  public static SharedFiles empty() {
    try {
      Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
      removeAbandoned(temporary);
      Path directory = Files.createTempDirectory(temporary, PREFIX + Owner.name(""));
      allow(directory, "rwx--x--x");
      return new SharedFiles(directory);
    } catch (IOException e) {
      throw new SandboxException("temporary directory could not be made; " + e.getMessage(), e);
    }
  }

  /** Removes what hubs that were killed have left. */
  private static void removeAbandoned(Path temporary) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      for (Path directory : left) {
        if (Owner.isGone(directory.getFileName().toString().substring(PREFIX.length()))) {
          new SharedFiles(directory).close();
        }
      }
    }
  }

  /** A directory with a copy of the runners in it. */
  public static SharedFiles with(Path runners) {
    SharedFiles files = empty();
    try {
      copy(runners, files.runners());
      return files;
    } catch (IOException e) {
      files.close();
      throw new SandboxException("runners in '" + runners + "' could not be copied", e);
    }
  }

  /** Where the copy of the runners is. */
  public Path runners() {
    return directory.resolve("runners");
  }

  /** A new directory that every user may look into. */
  public Path newDirectory(String prefix) {
    try {
      Path made = Files.createTempDirectory(directory, prefix);
      allow(made, "rwxr-xr-x");
      return made;
    } catch (IOException e) {
      throw new SandboxException("directory could not be made in '" + directory + "'", e);
    }
  }

  /** Allows every user to read and write a file. */
  public static void allowAll(Path file) throws IOException {
    allow(file, "rw-rw-rw-");
  }

  /** Deletes one of the files. */
  public void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("file '{}' could not be deleted: {}", file, e.getMessage());
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path source : (Iterable<Path>) tree::iterator) {
        Path target = to.resolve(from.relativize(source).toString());
        if (Files.isDirectory(source)) {
          Files.createDirectories(target);
          allow(target, "rwxr-xr-x");
        } else {
          Files.copy(source, target);
          allow(target, "rw-r--r--");
        }
      }
    }
  }

  private static void allow(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  @Override
  public void close() {
    try (Stream<Path> tree = Files.walk(directory)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      deepestFirst.forEach(this::delete);
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("directory '{}' could not be deleted: {}", directory, e.getMessage());
    }
  }
}
