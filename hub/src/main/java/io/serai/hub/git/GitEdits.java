package io.serai.hub.git;

import io.serai.hub.config.HubConfig;
import io.serai.hub.reload.EditOutcomes;
import io.serai.hub.threads.HubThreads;
import io.serai.hub.version.EditAuthor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the files of a home as the last commit of a branch has them: a commit that a hub would take
 * is put in the home whole, any other leaves it as it is. What is edited in the home by hand stays
 * until the next commit.
 */
public final class GitEdits {

  private static final Logger LOG = LoggerFactory.getLogger(GitEdits.class);
  private static final Duration FIRST_PATIENCE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final long END_SECONDS = 5;

  private final HubConfig.Git settings;
  private final EditOutcomes outcomes;
  private final Lock files;
  private final GitClone clone;
  private final GitHome home;
  private String decided = "";
  private boolean refused;
  private String lastFailure = "";
  private volatile boolean failing;

  /** Tells what a hub would have against a home. */
  public interface Check {

    /** One line each with file and line; none when it would take it. */
    List<String> problems(Path home) throws IOException;
  }

  /**
   * Takes what the configuration names.
   *
   * @param check is asked before a commit is put in the home
   * @param outcomes hear of every commit that is refused
   * @param files held while files of the home are written
   */
  public GitEdits(HubConfig config, Check check, EditOutcomes outcomes, Lock files) {
    this.settings = config.git();
    this.outcomes = outcomes;
    this.files = files;
    this.clone = new GitClone(config.state().resolve("git"), settings);
    this.home = new GitHome(config.home(), settings.path(), check, files);
  }

  /** Says of each version whose it is. */
  public EditAuthor author() {
    return home.author();
  }

  /** Whether the repository could not be pulled from when it was last tried. */
  public boolean isFailing() {
    return failing;
  }

  /**
   * Takes the last commit before anything of the home is in force. Where it cannot be had, the home
   * stays as it is.
   *
   * @throws IllegalStateException when the home cannot be written
   */
  public void begin() {
    home.requireWritable();
    try {
      decided = home.found();
    } catch (IOException e) {
      LOG.warn("which commit is in the home cannot be told: {}", e.getMessage());
    }
    pull(FIRST_PATIENCE);
  }

  /**
   * Takes one commit after the other from now on.
   *
   * @return stops it, but not in the middle of a commit
   */
  public AutoCloseable open() {
    AutoCloseable pulling = HubThreads.every("git", settings.each(), () -> pull(PATIENCE));
    return () -> {
      // Who else holds it is looking at the files, and no commit is being written.
      boolean held = files.tryLock(END_SECONDS, TimeUnit.SECONDS);
      try {
        pulling.close();
      } finally {
        if (held) {
          files.unlock();
        }
      }
    };
  }

  private void pull(Duration patience) {
    try {
      Optional<Commit> commit = clone.fetch(decided, patience);
      if (commit.isPresent()) {
        take(commit.get());
      }
      answered();
    } catch (RefusedCommit e) {
      answered();
      refuse(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException | Error e) {
      // An error too: a scheduler forgets a task that throws.
      fail(e);
    }
  }

  private void take(Commit commit) throws IOException, RefusedCommit, InterruptedException {
    boolean changed = home.put(commit);
    decided = commit.id();
    if (refused && !changed) {
      outcomes.inForce();
    }
    refused = false;
  }

  private void refuse(RefusedCommit commit) {
    decided = commit.id();
    refused = true;
    outcomes.refused();
    LOG.warn("edit refused, everything runs on as before; {}", commit.getMessage());
  }

  private void answered() {
    if (failing) {
      LOG.info("over: repository '{}' cannot be pulled from", settings.repository());
    }
    failing = false;
    lastFailure = "";
  }

  private void fail(Throwable failure) {
    if (Thread.currentThread().isInterrupted()) {
      // The hub stops.
      return;
    }
    failing = true;
    String why = reason(failure);
    if (!why.equals(lastFailure)) {
      lastFailure = why;
      LOG.warn(
          "repository '{}' cannot be pulled from, everything runs on as before: {}",
          settings.repository(),
          why);
    }
  }

  /** What happened, and what it was that failed first. */
  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root == failure ? failure.toString() : failure.getMessage() + "; " + root;
  }
}
