package io.serai.policy;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A policy that is read from its file: its value, unless it could not be read, and what is wrong
 * with it.
 *
 * @param <T> what the file is read as
 */
final class PolicyReading<T> {

  private final PolicyFile file;
  private final @Nullable T value;

  /**
   * Reads the file.
   *
   * @param name its name, without {@code .yaml}
   * @param source the texts of all files, and where their schemas are
   * @param problems takes what is wrong, now and at the checks
   */
  PolicyReading(String name, Class<T> type, Source source, List<PolicyProblem> problems) {
    this.file = new PolicyFile(name, problems);
    String text = source.texts().files().get(name);
    Path schema = source.schemas().resolve(name + ".schema.json");
    this.value = text == null ? null : file.read(text, schema, type);
  }

  /**
   * The texts of all files, and the directory of their schemas. A text that lacks is passed over.
   */
  record Source(PolicyTexts texts, Path schemas) {}

  /** Checks the value, where there is one. */
  void check(BiConsumer<T, PolicyFile> check) {
    if (value != null) {
      check.accept(value, file);
    }
  }

  /** The value; absent when the file could not be read. */
  @Nullable T orNull() {
    return value;
  }

  /** The value; another when there is no file. */
  T orElse(T other) {
    return value == null ? other : value;
  }

  /** The value; to be asked for only where no problem has been noted. */
  T value() {
    return Objects.requireNonNull(value);
  }
}
