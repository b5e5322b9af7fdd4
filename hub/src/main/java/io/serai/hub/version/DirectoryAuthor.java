package io.serai.hub.version;

import io.serai.hub.version.RollbackNote.Rollback;
import io.serai.store.Version;
import io.serai.store.VersionStore.How;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Of a home that is a directory: an edit is by who owns the files that changed, unless it puts a
 * version of before back, which is by whoever did so.
 */
public final class DirectoryAuthor implements EditAuthor {

  private static final Logger LOG = LoggerFactory.getLogger(DirectoryAuthor.class);

  private final Path home;
  private final RollbackNote note;
  private Optional<Rollback> told;

  /** Of the files of a home, as they are from now on. */
  public DirectoryAuthor(Path home) {
    this.home = home;
    this.note = new RollbackNote(home);
    this.told = note.read();
  }

  @Override
  public Edit of(Version version, @Nullable Version before) {
    try {
      if (before == null) {
        return new Edit(ownerOfNewest(version.byPath()), How.START, null);
      }
      Optional<Rollback> rollback = rollbackTo(version);
      return rollback.isPresent()
          ? new Edit(rollback.get().author(), How.ROLLBACK, null)
          : new Edit(owners(changed(version.byPath(), before.byPath())), How.EDIT, null);
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("who edited the {} cannot be told; {}", version.kind().word(), e.getMessage());
      return new Edit(null, before == null ? How.START : How.EDIT, null);
    }
  }

  /** What was put back is told once: the same files may come again by another way. */
  private Optional<Rollback> rollbackTo(Version version) {
    Optional<Rollback> last = note.read().filter(each -> each.digest().equals(version.digest()));
    if (last.isEmpty() || last.equals(told)) {
      return Optional.empty();
    }
    told = last;
    return last;
  }

  private static Set<String> changed(
      SortedMap<String, String> now, SortedMap<String, String> then) {
    Set<String> changed = new HashSet<>(now.keySet());
    changed.addAll(then.keySet());
    changed.removeIf(path -> now.containsKey(path) && now.get(path).equals(then.get(path)));
    return changed;
  }

  private @Nullable String ownerOfNewest(SortedMap<String, String> files) throws IOException {
    Optional<Path> newest =
        files.keySet().stream()
            .map(home::resolve)
            .filter(Files::exists)
            .max(Comparator.comparing(DirectoryAuthor::modified));
    return newest.isPresent() ? owner(newest.get()) : null;
  }

  private static long modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String owners(Set<String> changed) throws IOException {
    SortedSet<String> owners = new TreeSet<>();
    for (String path : changed) {
      owners.add(owner(standing(home.resolve(path))));
    }
    return String.join(", ", owners);
  }

  /** Whoever took a file away could write the folder it was in. */
  private static Path standing(Path file) {
    Path standing = file;
    while (Files.notExists(standing) && standing.getParent() != null) {
      standing = standing.getParent();
    }
    return standing;
  }

  private static String owner(Path file) throws IOException {
    return Files.getOwner(file).getName();
  }
}
