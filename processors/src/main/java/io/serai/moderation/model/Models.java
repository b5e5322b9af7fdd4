package io.serai.moderation.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The trained models of a directory, each read when it is asked for. Thread-safe. */
public final class Models {

  private static final String ENDING = ".json";

  private final Path directory;
  private final Embedder embedder;

  /** Models of {@code *.json} files that were trained over this embedding. */
  public Models(Path directory, Embedder embedder) {
    this.directory = directory;
    this.embedder = embedder;
  }

  /** What turns texts into vectors for all of them. */
  public Embedder embedder() {
    return embedder;
  }

  /**
   * Reads every one, in the order of their names.
   *
   * @throws ModelException when one is missing, damaged, or does not fit the embedding
   */
  public List<Classifier> all() {
    return categories().stream().map(this::of).toList();
  }

  /**
   * Reads the one that looks for something.
   *
   * @throws ModelException when it is missing, damaged, or does not fit the embedding
   */
  public Classifier of(String category) {
    Path file = directory.resolve(category + ENDING);
    try {
      if (!Files.isRegularFile(file)) {
        String allowed = String.join(", ", categories());
        throw new ModelException(
            "model '%s' is unknown; allowed: %s"
                .formatted(category, allowed.isEmpty() ? "none, train one first" : allowed));
      }
      Classifier classifier = new Classifier(ModelFile.read(file), embedder);
      if (!classifier.category().equals(category)) {
        throw new ModelException(
            "model '%s' looks for '%s'; name its file for that"
                .formatted(category, classifier.category()));
      }
      return classifier;
    } catch (IOException e) {
      throw new ModelException("model '" + file + "' cannot be read; " + e.getMessage());
    }
  }

  /** Why a model cannot be asked; nothing when it can. */
  public Optional<String> complaint(String category) {
    try {
      of(category);
      return Optional.empty();
    } catch (ModelException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private List<String> categories() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      List<String> names = new ArrayList<>();
      files.map(file -> file.getFileName().toString()).filter(Models::isModel).forEach(names::add);
      names.replaceAll(name -> name.substring(0, name.length() - ENDING.length()));
      names.sort(null);
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException("models in '" + directory + "' cannot be listed", e);
    }
  }

  private static boolean isModel(String file) {
    return file.endsWith(ENDING);
  }
}
