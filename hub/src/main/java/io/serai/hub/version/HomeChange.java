package io.serai.hub.version;

import io.serai.store.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What is to be done to the files of a home so that they are those of a version.
 *
 * @param written texts by path from the home directory
 * @param removed paths from the home directory
 */
public record HomeChange(SortedMap<String, String> written, SortedSet<String> removed) {

  /** The folders of a home whose files come into force. */
  public static final List<String> FOLDERS = List.of("policies", "routes", "kamelets");

  private static final Pattern PLACE =
      Pattern.compile("(" + String.join("|", FOLDERS) + ")(/[\\w-][\\w.-]*)+\\.yaml");

  /**
   * From what a home has now to a version. Of the files that the version does not have, only those
   * of the version in force go: what is in no version is nowhere else.
   *
   * @param inForce of the same kind
   */
  public static HomeChange of(Path home, Version wanted, Version inForce) throws IOException {
    return of(home, wanted.byPath(), inForce.byPath().keySet());
  }

  /**
   * From what a home has now to some texts.
   *
   * @param wanted texts by path from the home directory
   * @param known paths of the files that go when they are not wanted
   * @throws IllegalStateException when a path is none of a policy, route or kamelet
   */
  public static HomeChange of(Path home, SortedMap<String, String> wanted, Set<String> known)
      throws IOException {
    SortedMap<String, String> written = new TreeMap<>();
    for (Map.Entry<String, String> file : wanted.entrySet()) {
      if (!has(home.resolve(checked(file.getKey())), file.getValue())) {
        written.put(file.getKey(), file.getValue());
      }
    }
    SortedSet<String> removed = new TreeSet<>(known);
    removed.removeAll(wanted.keySet());
    removed.removeIf(path -> Files.notExists(home.resolve(checked(path))));
    return new HomeChange(written, removed);
  }

  private static boolean has(Path file, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Files.exists(file) && Arrays.equals(Files.readAllBytes(file), bytes);
  }

  /** Whether a path from the home directory may be that of a policy, a route or a kamelet. */
  public static boolean isPlace(String path) {
    return PLACE.matcher(path).matches();
  }

  private static String checked(String path) {
    if (!isPlace(path)) {
      throw new IllegalStateException(
          "version has a file '" + path + "', which is no place of a policy, route or kamelet");
    }
    return path;
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return written.isEmpty() && removed.isEmpty();
  }

  /**
   * Does it: every text is written beside its file first, so that no file is ever half of one, and
   * none is touched before all texts are there.
   */
  public void apply(Path home) throws IOException {
    Map<Path, Path> beside = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, String> file : written.entrySet()) {
        Path path = home.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Path text = path.resolveSibling("." + path.getFileName() + ".new");
        beside.put(text, path);
        Files.writeString(text, file.getValue());
        permitAs(path, text);
      }
      for (Map.Entry<Path, Path> each : beside.entrySet()) {
        Files.move(
            each.getKey(),
            each.getValue(),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
      for (String path : removed) {
        Files.deleteIfExists(home.resolve(path));
      }
    } finally {
      for (Path each : beside.keySet()) {
        Files.deleteIfExists(each);
      }
    }
  }

  /** Whoever could read the file may read what takes its place. */
  private static void permitAs(Path file, Path other) throws IOException {
    PosixFileAttributeView to = Files.getFileAttributeView(other, PosixFileAttributeView.class);
    if (Files.exists(file) && to != null) {
      PosixFileAttributes from = Files.readAttributes(file, PosixFileAttributes.class);
      if (!to.readAttributes().group().equals(from.group())) {
        to.setGroup(from.group());
      }
      to.setPermissions(from.permissions());
    }
  }
}
