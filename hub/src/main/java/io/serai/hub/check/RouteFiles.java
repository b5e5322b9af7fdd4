package io.serai.hub.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/**
 * The texts of all route and kamelet files at one moment.
 *
 * @param routes by path relative to the home directory
 * @param kamelets by path relative to the home directory
 */
public record RouteFiles(Map<String, String> routes, Map<String, String> kamelets) {

  public RouteFiles {
    routes = new TreeMap<>(routes);
    kamelets = new TreeMap<>(kamelets);
  }

  /**
   * Reads them.
   *
   * @param home holds {@code routes} and {@code kamelets}
   * @param wanted tells of a path whether its route is to be loaded
   */
  public static RouteFiles read(Path home, Predicate<String> wanted) throws IOException {
    Map<String, String> routes = texts(home, "routes", ".camel.yaml");
    routes.keySet().removeIf(wanted.negate());
    return new RouteFiles(routes, texts(home, "kamelets", ".kamelet.yaml"));
  }

  private static Map<String, String> texts(Path home, String folder, String ending)
      throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(home.resolve(folder))) {
      for (Path file : (Iterable<Path>) tree::iterator) {
        if (file.toString().endsWith(ending)) {
          texts.put(home.relativize(file).toString(), Files.readString(file));
        }
      }
    }
    return texts;
  }

  /** The same but for some files. */
  public RouteFiles without(Set<String> files) {
    Map<String, String> lesserRoutes = new TreeMap<>(routes);
    lesserRoutes.keySet().removeAll(files);
    Map<String, String> lesserKamelets = new TreeMap<>(kamelets);
    lesserKamelets.keySet().removeAll(files);
    return new RouteFiles(lesserRoutes, lesserKamelets);
  }

  /** The route files that differ from, or are not in, an earlier state. */
  public Set<String> changedSince(RouteFiles before) {
    Set<String> changed = new TreeSet<>();
    routes.forEach(
        (file, text) -> {
          if (!text.equals(before.routes.get(file))) {
            changed.add(file);
          }
        });
    return changed;
  }

  /** The route files whose text holds any of these words. */
  public Set<String> holding(String... words) {
    Set<String> holding = new TreeSet<>();
    routes.forEach(
        (file, text) -> {
          if (Stream.of(words).anyMatch(text::contains)) {
            holding.add(file);
          }
        });
    return holding;
  }

  /** All route files as Camel reads them. */
  public List<Resource> resources() {
    return routes.keySet().stream().map(this::resource).toList();
  }

  /** A route file as Camel reads it. */
  public Resource resource(String file) {
    return ResourceHelper.fromString(file, String.valueOf(routes.get(file)));
  }
}
