package io.serai.hub.git;

import io.serai.hub.git.GitNote.Taken;
import io.serai.hub.version.DirectoryAuthor;
import io.serai.hub.version.EditAuthor;
import io.serai.hub.version.HomeChange;
import io.serai.hub.version.TrialHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A home whose files are those of commits. Used by one thread at a time. */
final class GitHome {

  private static final Logger LOG = LoggerFactory.getLogger(GitHome.class);

  private final Path home;
  private final String folder;
  private final GitEdits.Check check;
  private final Lock files;
  private final GitNote note;
  private final GitAuthor author;

  /**
   * A home.
   *
   * @param folder of the repository that its files are from
   * @param check is asked before a commit is put in
   * @param files held while files are written
   */
  GitHome(Path home, String folder, GitEdits.Check check, Lock files) {
    this.home = home;
    this.folder = folder;
    this.check = check;
    this.files = files;
    this.note = new GitNote(home);
    this.author = new GitAuthor(note, new DirectoryAuthor(home));
  }

  /** Says of each version whose it is, to any one thread. */
  EditAuthor author() {
    return author;
  }

  /** The commit that was put in last; empty where none was, or one of another folder. */
  String found() throws IOException {
    Taken taken = note.read();
    return taken.folder().equals(folder) ? taken.commit() : "";
  }

  /**
   * Complains of a home that no commit can be put in.
   *
   * @throws IllegalStateException when a folder of it cannot be written
   */
  void requireWritable() {
    for (Path place : places()) {
      if (!Files.isWritable(Files.exists(place) ? place : home)) {
        throw new IllegalStateException(
            "serai.git.repository is set, but the hub cannot write to '"
                + place
                + "'; give it a home of its own, or leave the setting out");
      }
    }
  }

  private List<Path> places() {
    return Stream.concat(Stream.of(".serai"), HomeChange.FOLDERS.stream())
        .map(home::resolve)
        .toList();
  }

  /**
   * Puts a commit in, whole: whatever the home has of the commit before, and this one has not,
   * goes.
   *
   * @return whether a file of the home has changed by it
   * @throws RefusedCommit when a hub would not take it; the home is as it was
   * @throws IOException when it cannot be written, or not be looked at
   */
  boolean put(Commit commit) throws IOException, RefusedCommit, InterruptedException {
    Taken before = note.read();
    Taken next = Taken.of(commit, folder);
    HomeChange change = HomeChange.of(home, commit.files(), before.files().keySet());
    if (change.isEmpty()) {
      note.write(next);
      return false;
    }
    requireFit(commit, change);
    files.lockInterruptibly();
    try {
      note.write(before.until(next));
      change.apply(home);
      note.write(next);
    } catch (IOException e) {
      throw new IOException(commit + " cannot be written to the home", e);
    } finally {
      files.unlock();
    }
    Set<String> written = change.written().keySet();
    LOG.info("{} is in the home: wrote {}, removed {}", commit, written, change.removed());
    return true;
  }

  private void requireFit(Commit commit, HomeChange change) throws IOException, RefusedCommit {
    try (TrialHome trial = TrialHome.of(home, change)) {
      List<String> problems = check.problems(trial.directory());
      if (!problems.isEmpty()) {
        throw new RefusedCommit(commit.id(), commit.author(), problems);
      }
    }
  }
}
