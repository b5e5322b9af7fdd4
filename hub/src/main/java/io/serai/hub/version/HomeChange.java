package io.serai.hub.version;

import io.serai.store.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
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

  private static final Pattern PLACE =
      Pattern.compile("(policies|routes|kamelets)(/[\\w-][\\w.-]*)+\\.yaml");

  /**
   * From what a home has now to a version. Of the files that the version does not have, only those
   * of the version in force go: what is in no version is nowhere else.
   *
   * @param inForce of the same kind
   */
  public static HomeChange of(Path home, Version wanted, Version inForce) throws IOException {
    SortedMap<String, String> written = new TreeMap<>();
    for (Map.Entry<String, String> file : wanted.byPath().entrySet()) {
      Path path = home.resolve(checked(file.getKey()));
      if (Files.notExists(path) || !Files.readString(path).equals(file.getValue())) {
        written.put(file.getKey(), file.getValue());
      }
    }
    SortedSet<String> removed = new TreeSet<>(inForce.byPath().keySet());
    removed.removeAll(wanted.byPath().keySet());
    removed.removeIf(path -> Files.notExists(home.resolve(checked(path))));
    return new HomeChange(written, removed);
  }

  private static String checked(String path) {
    if (!PLACE.matcher(path).matches()) {
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
