package io.serai.sandbox.process;

import io.serai.job.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The host's own interpreters, of which only those under {@code /usr} are visible in a sandbox. */
final class Interpreters {

  private static final Map<Language, List<String>> CANDIDATES =
      Map.of(
          Language.PYTHON, List.of("/usr/bin/python3", "/usr/local/bin/python3"),
          Language.NODE, List.of("/usr/bin/node", "/usr/bin/nodejs", "/usr/local/bin/node"));

  private final Map<Language, Path> found = new EnumMap<>(Language.class);

  Interpreters() {
    CANDIDATES.forEach(
        (language, candidates) ->
            candidates.stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .ifPresent(path -> found.put(language, path)));
  }

  Optional<Path> of(Language language) {
    return Optional.ofNullable(found.get(language));
  }

  Map<Language, Path> all() {
    return Map.copyOf(found);
  }
}
