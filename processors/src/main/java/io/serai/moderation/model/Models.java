package io.serai.moderation.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The trained models of a directory. */
public final class Models {

  private Models() {}

  /**
   * Reads every {@code *.json} of the directory, in the order of their names.
   *
   * @throws ModelException when one is damaged, or does not fit the embedding
   * @throws IOException when one cannot be read
   */
  public static List<Classifier> read(Path directory, Embedder embedder) throws IOException {
    List<Classifier> classifiers = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
        classifiers.add(new Classifier(ModelFile.read(file), embedder));
      }
    }
    return classifiers;
  }
}
