package io.serai.store.directory;

import io.serai.store.ObjectStore;
import io.serai.store.ObjectStoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One file an object. A file appears under its name when it is whole and on the disk. Hubs that
 * share a database share the directory.
 */
public final class DirectoryObjects implements ObjectStore {

  private static final String UNFINISHED = ".unfinished-";

  private final Path root;

  /** Objects in a directory, which is made when it is first needed. */
  public DirectoryObjects(Path root) {
    this.root = root;
  }

  @Override
  public void put(String key, byte[] content) {
    Path file = file(key);
    try {
      Path folder = Files.createDirectories(file.resolveSibling(""));
      Path unfinished = Files.createTempFile(folder, UNFINISHED, "");
      try {
        write(unfinished, content);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
      sync(folder);
    } catch (IOException e) {
      throw failure("kept", key, e);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  /** A file is there after a power failure when its folder says so. */
  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public Optional<byte[]> get(String key) {
    try {
      return Optional.of(Files.readAllBytes(file(key)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failure("read", key, e);
    }
  }

  @Override
  public void delete(String key) {
    try {
      Files.deleteIfExists(file(key));
    } catch (IOException e) {
      throw failure("deleted", key, e);
    }
  }

  @Override
  public List<String> list(String prefix) {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith(UNFINISHED))
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .filter(key -> key.startsWith(prefix))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw failure("listed", prefix, e);
    }
  }

  private Path file(String key) {
    Path file = root.resolve(key).normalize();
    if (!file.startsWith(root) || file.equals(root)) {
      throw new IllegalArgumentException("key '" + key + "' leads out of the store");
    }
    return file;
  }

  private static ObjectStoreException failure(String what, String key, Exception cause) {
    return new ObjectStoreException(
        "object '" + key + "' cannot be " + what + "; " + cause.getMessage(), cause);
  }
}
