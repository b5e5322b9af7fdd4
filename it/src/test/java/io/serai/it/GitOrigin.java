package io.serai.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/** A bare repository that hubs pull from, and somebody's work that is pushed to it. */
final class GitOrigin implements AutoCloseable {

  private final Path origin;
  private final Path work;
  private final Git git;

  /** A repository in a directory, with nothing in it. */
  GitOrigin(Path directory) throws GitAPIException {
    origin = directory.resolve("origin.git");
    work = directory.resolve("work");
    Git.init().setBare(true).setDirectory(origin.toFile()).setInitialBranch("main").call().close();
    git = Git.init().setDirectory(work.toFile()).setInitialBranch("main").call();
  }

  /** Where hubs pull from. */
  Path path() {
    return origin;
  }

  /** Where files are edited. */
  Path work() {
    return work;
  }

  /** Replaces what is there once or more in a file. */
  GitOrigin edit(String file, String from, String to) throws IOException {
    String text = Files.readString(work.resolve(file));
    if (!text.contains(from)) {
      throw new IllegalStateException(file + " has no '" + from + "'");
    }
    Files.writeString(work.resolve(file), text.replace(from, to));
    return this;
  }

  /** Commits all that is there, and pushes it; returns the commit's id. */
  String commit(String author) throws GitAPIException {
    git.add().addFilepattern(".").setAll(true).call();
    String id =
        git.commit()
            .setAuthor(author, author.toLowerCase(Locale.ROOT) + "@example.org")
            .setCommitter("CI", "ci@example.org")
            .setMessage("Edit")
            .setSign(false)
            .call()
            .name();
    git.push().setRemote(origin.toString()).add("main").call();
    return id;
  }

  @Override
  public void close() {
    git.close();
  }
}
