package io.serai.hub.check;

import static java.util.Collections.unmodifiableMap;

import io.serai.store.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.function.Suppliers;
import org.jspecify.annotations.Nullable;

/** The texts of all route and kamelet files at one moment. Immutable. */
public final class RouteFiles {

  /** A kamelet whose name a setting says. */
  private static final Pattern UNNAMED = Pattern.compile("kamelet:\\s*[\"']?\\{\\{");

  private final Map<String, String> routes;
  private final Map<String, String> kamelets;
  private final Supplier<Version> version;
  private final Supplier<RouteSplit> split;
  private final Supplier<RouteFiles> doors;
  private final Supplier<RouteFiles> inside;

  /**
   * These texts.
   *
   * @param routes by path relative to the home directory
   * @param kamelets by path relative to the home directory
   */
  public RouteFiles(Map<String, String> routes, Map<String, String> kamelets) {
    this.routes = unmodifiableMap(new TreeMap<>(routes));
    this.kamelets = unmodifiableMap(new TreeMap<>(kamelets));
    this.version = Suppliers.memorize(this::makeVersion);
    this.split = Suppliers.memorize(() -> new RouteSplit(this.routes));
    this.doors = Suppliers.memorize(this::makeDoors);
    this.inside = Suppliers.memorize(this::makeInside);
  }

  private Version makeVersion() {
    Map<String, String> files = new TreeMap<>(routes);
    files.putAll(kamelets);
    return Version.of(Version.Kind.ROUTES, files);
  }

  private RouteFiles makeDoors() {
    Map<String, String> atDoors = split.get().doors();
    return new RouteFiles(atDoors, usedBy(atDoors.values()));
  }

  private RouteFiles makeInside() {
    return new RouteFiles(split.get().inside(), kamelets);
  }

  /** The kamelets that texts name, and those that these name in turn. */
  private Map<String, String> usedBy(Collection<String> texts) {
    Map<String, String> used = new TreeMap<>();
    Deque<String> unseen = new ArrayDeque<>(texts);
    while (!unseen.isEmpty()) {
      String text = unseen.pop();
      kamelets.forEach(
          (file, kamelet) -> {
            if (mayName(text, file) && used.put(file, kamelet) == null) {
              unseen.push(kamelet);
            }
          });
    }
    return used;
  }

  private static boolean mayName(String text, String kamelet) {
    return text.contains(KameletFile.name(kamelet)) || UNNAMED.matcher(text).find();
  }

  /** The texts of routes, by path relative to the home directory. */
  public Map<String, String> routes() {
    return routes;
  }

  /** The texts of kamelets, by path relative to the home directory. */
  public Map<String, String> kamelets() {
    return kamelets;
  }

  /** All of them, as they are kept. */
  public Version version() {
    return version.get();
  }

  /** What names them: SHA-256 over the files, 64 hex digits. */
  public String digest() {
    return version().digest();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RouteFiles files
        && routes.equals(files.routes)
        && kamelets.equals(files.kamelets);
  }

  @Override
  public int hashCode() {
    return Objects.hash(routes, kamelets);
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

  /** The same with the routes at the doors only, and the kamelets that these use. */
  public RouteFiles doors() {
    return doors.get();
  }

  /** The same with the routes inside only. */
  public RouteFiles inside() {
    return inside.get();
  }

  /**
   * What of an edit is to be built before it is put in force: routes at the doors, which can only
   * be swapped for those that run, and kamelets, which are not built until somebody uses them.
   *
   * @param before what is in force
   */
  public RouteFiles toTry(RouteFiles before) {
    boolean doorsDiffer = !doors().equals(before.doors());
    Map<String, String> tried = new TreeMap<>(kamelets);
    tried.entrySet().removeAll(before.kamelets.entrySet());
    tried.putAll(usedBy(tried.values()));
    if (doorsDiffer) {
      tried.putAll(doors().kamelets);
    }
    return new RouteFiles(doorsDiffer ? doors().routes : Map.of(), tried);
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return routes.isEmpty() && kamelets.isEmpty();
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
