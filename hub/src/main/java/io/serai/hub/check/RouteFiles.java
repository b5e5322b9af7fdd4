package io.serai.hub.check;

import io.serai.store.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/**
 * The texts of all route and kamelet files at one moment.
 *
 * @param routes by path relative to the home directory
 * @param kamelets by path relative to the home directory
 * @param version the same, as it is kept
 */
public record RouteFiles(
    Map<String, String> routes, Map<String, String> kamelets, Version version) {

  /** These texts. */
  public RouteFiles(Map<String, String> routes, Map<String, String> kamelets) {
    this(new TreeMap<>(routes), new TreeMap<>(kamelets), version(routes, kamelets));
  }

  private static Version version(Map<String, String> routes, Map<String, String> kamelets) {
    Map<String, String> files = new TreeMap<>(routes);
    files.putAll(kamelets);
    return Version.of(Version.Kind.ROUTES, files);
  }

  /** What names them: SHA-256 over the files, 64 hex digits. */
  public String digest() {
    return version.digest();
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

  /**
   * A volume of Kubernetes holds each version of its files in a hidden folder and links to it:
   * links are followed, and what is hidden is left out.
   */
  private static Map<String, String> texts(Path home, String folder, String ending)
      throws IOException {
    Map<String, String> texts = new TreeMap<>();
    Path root = home.resolve(folder);
    try (Stream<Path> tree = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : (Iterable<Path>) tree::iterator) {
        if (file.toString().endsWith(ending) && !isHidden(root.relativize(file))) {
          texts.put(home.relativize(file).toString(), Files.readString(file));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return texts;
  }

  private static boolean isHidden(Path path) {
    return StreamSupport.stream(path.spliterator(), false)
        .anyMatch(part -> part.toString().startsWith("."));
  }

  /** The same with the routes at the doors only. */
  public RouteFiles doors() {
    return new RouteFiles(RouteSplit.doors(routes), kamelets);
  }

  /** The same with the routes inside only. */
  public RouteFiles inside() {
    return new RouteFiles(RouteSplit.inside(routes), kamelets);
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

  /** The files of routes and kamelets that one of two states has, and the other not the same. */
  public Set<String> differencesFrom(RouteFiles before) {
    Set<Map.Entry<String, String>> mine = entries();
    Set<Map.Entry<String, String>> others = before.entries();
    Set<Map.Entry<String, String>> either = new HashSet<>(mine);
    either.addAll(others);
    mine.retainAll(others);
    either.removeAll(mine);
    return either.stream().map(Map.Entry::getKey).collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<Map.Entry<String, String>> entries() {
    Set<Map.Entry<String, String>> entries = new HashSet<>(routes.entrySet());
    entries.addAll(kamelets.entrySet());
    return entries;
  }

  /** The route files that a later state has no more. */
  public Set<String> missingFrom(RouteFiles later) {
    Set<String> missing = new TreeSet<>(routes.keySet());
    missing.removeAll(later.routes.keySet());
    return missing;
  }

  /** The route files whose text holds a word. */
  public Set<String> holding(String word) {
    Set<String> holding = new TreeSet<>(routes.keySet());
    holding.removeIf(file -> !holds(file, word));
    return holding;
  }

  /** Whether the text of a route file holds a word. */
  public boolean holds(String file, String word) {
    return routes.getOrDefault(file, "").contains(word);
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
