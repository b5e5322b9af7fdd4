package io.serai.sandbox.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The folders that define a sandbox image each. */
final class ImageFolders {

  private static final Path ALL =
      Path.of(System.getProperty("serai.home")).resolve("sandbox-images");
  private static final Set<String> OTHERS = Set.of("runners", "tests");

  private ImageFolders() {}

  static List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(ALL)) {
      return entries
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .filter(name -> !OTHERS.contains(name))
          .sorted()
          .toList();
    }
  }

  static Path file(String image, String name) {
    return ALL.resolve(image).resolve(name);
  }
}
