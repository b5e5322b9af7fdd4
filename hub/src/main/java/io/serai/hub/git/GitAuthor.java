package io.serai.hub.git;

import io.serai.hub.git.GitNote.Taken;
import io.serai.hub.version.EditAuthor;
import io.serai.store.Version;
import io.serai.store.Version.Kind;
import io.serai.store.VersionStore.How;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Of a home that takes its files from a repository: a version is by the author of the commit that
 * brought all that is new in it, else by whom others say.
 */
final class GitAuthor implements EditAuthor {

  private static final Logger LOG = LoggerFactory.getLogger(GitAuthor.class);

  private final GitNote note;
  private final EditAuthor others;
  private final Map<Kind, String> told = new EnumMap<>(Kind.class);

  /**
   * Of a home with a note.
   *
   * @param others are asked about what no commit has brought
   */
  GitAuthor(GitNote note, EditAuthor others) {
    this.note = note;
    this.others = others;
  }

  @Override
  public Edit of(Version version, @Nullable Version before) {
    Edit edit = others.of(version, before);
    Taken commit = noted();
    if (!commit.whole() || !brought(commit, version, before)) {
      return edit;
    }
    told.put(version.kind(), commit.commit());
    return new Edit(commit.author(), before == null ? How.START : How.GIT, commit.commit());
  }

  private Taken noted() {
    try {
      return note.read();
    } catch (IOException e) {
      LOG.warn("which commit is in the home cannot be told: {}", e.getMessage());
      return Taken.NOTHING;
    }
  }

  /** A commit is told of once: its files may come again by another way. */
  private boolean brought(Taken commit, Version version, @Nullable Version before) {
    if (before == null) {
      return began(commit, version);
    }
    return !commit.commit().equals(told.get(version.kind())) && made(commit, version, before);
  }

  /** Whether the files that the commit has are as it has them; others are the home's own. */
  private static boolean began(Taken commit, Version version) {
    Map<String, String> its = new HashMap<>(version.byPath());
    its.keySet().retainAll(commit.files().keySet());
    return !its.isEmpty() && its.entrySet().stream().allMatch(commit::has);
  }

  /** Whether all that differs is as the commit has it. */
  private static boolean made(Taken commit, Version version, Version before) {
    Map<String, String> changed = new HashMap<>(version.byPath());
    changed.entrySet().removeAll(before.byPath().entrySet());
    Set<String> gone = new HashSet<>(before.byPath().keySet());
    gone.removeAll(version.byPath().keySet());
    gone.retainAll(commit.files().keySet());
    return gone.isEmpty() && changed.entrySet().stream().allMatch(commit::has);
  }
}
