package io.serai.hub.git;

import io.serai.hub.config.HubConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.TrackingRefUpdate;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** A bare copy of a repository's branch, of its last commit alone. Used by one thread at a time. */
final class GitClone {

  private static final int ANSWER_SECONDS = 10;
  private static final int LONGEST_AUTHOR = 200;

  /** Not the branch's own name: another branch later could not stand beside it. */
  private static final String TIP = "refs/serai/tip";

  private static final Set<RefUpdate.Result> KEPT =
      EnumSet.of(
          RefUpdate.Result.NEW,
          RefUpdate.Result.FAST_FORWARD,
          RefUpdate.Result.FORCED,
          RefUpdate.Result.NO_CHANGE);

  private final Path directory;
  private final HubConfig.Git settings;

  /**
   * A copy in a directory, which is made when it is first needed and may be deleted at any time.
   *
   * @param settings what it is a copy of
   */
  GitClone(Path directory, HubConfig.Git settings) {
    this.directory = directory;
    this.settings = settings;
    OwnSettings.use();
    unlock();
  }

  /** A hub that died while it fetched has left its locks. */
  private void unlock() {
    try {
      delete(each -> each.toString().endsWith(".lock"));
    } catch (IOException e) {
      throw new IllegalStateException("'" + directory + "' cannot be used; delete it", e);
    }
  }

  private void delete(Predicate<Path> unwanted) throws IOException {
    if (Files.isDirectory(directory)) {
      try (Stream<Path> tree = Files.walk(directory)) {
        for (Path each : tree.sorted(Comparator.reverseOrder()).filter(unwanted).toList()) {
          Files.delete(each);
        }
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
  }

  /**
   * Fetches the last commit of the branch.
   *
   * @param known a commit that need not be read again
   * @param patience how long it may take
   * @return empty when it is the known one
   * @throws IOException when it cannot be had, or not in that time
   * @throws RefusedCommit when it has what no home may have
   */
  Optional<Commit> fetch(String known, Duration patience) throws IOException, RefusedCommit {
    try (Repository clone = open()) {
      ObjectId tip = fetch(clone, patience);
      if (tip.name().equals(known)) {
        return Optional.empty();
      }
      clone.autoGC(new Patience(patience));
      return Optional.of(read(clone, tip));
    } catch (TransportException e) {
      throw e;
    } catch (IOException e) {
      // The copy is broken, by a loss of power, say: the next fetch begins anew.
      delete(each -> true);
      throw e;
    }
  }

  private Repository open() throws IOException {
    Repository clone =
        new FileRepositoryBuilder().setGitDir(directory.toFile()).setBare().setup().build();
    if (!clone.getObjectDatabase().exists()) {
      clone.create(true);
    }
    StoredConfig config = clone.getConfig();
    config.setBoolean("gc", null, "autoDetach", false);
    config.setString("gc", null, "pruneExpire", "now");
    config.setString("gc", null, "prunePackExpire", "now");
    return clone;
  }

  private ObjectId fetch(Repository clone, Duration patience) throws IOException {
    try (Transport transport = Transport.open(clone, new URIish(settings.repository()))) {
      transport.setTimeout(ANSWER_SECONDS);
      transport.setTagOpt(TagOpt.NO_TAGS);
      transport.setDepth(1);
      if (!settings.user().isEmpty()) {
        transport.setCredentialsProvider(
            new UsernamePasswordCredentialsProvider(
                settings.user(), settings.password().resolve().reveal()));
      }
      RefSpec branch = new RefSpec("+refs/heads/" + settings.branch() + ":" + TIP);
      requireKept(transport.fetch(new Patience(patience), List.of(branch)));
    } catch (URISyntaxException e) {
      throw new IOException("'" + settings.repository() + "' is no address of a repository", e);
    }
    return clone.exactRef(TIP).getObjectId();
  }

  private void requireKept(FetchResult fetched) throws IOException {
    for (TrackingRefUpdate update : fetched.getTrackingRefUpdates()) {
      if (!KEPT.contains(update.getResult())) {
        throw new IOException(
            "its commits cannot be kept in '" + directory + "' (" + update.getResult() + ")");
      }
    }
  }

  private Commit read(Repository clone, ObjectId tip) throws IOException, RefusedCommit {
    try (ObjectReader objects = clone.newObjectReader();
        RevWalk walk = new RevWalk(objects)) {
      RevCommit commit = walk.parseCommit(tip);
      String author = author(commit.getAuthorIdent());
      CommitFiles files = new CommitFiles(objects, settings.path()).read(commit.getTree());
      if (!files.problems().isEmpty()) {
        throw new RefusedCommit(tip.name(), author, files.problems());
      }
      return new Commit(tip.name(), author, files.texts());
    }
  }

  /** A commit says what it likes of who made it. */
  private static String author(PersonIdent author) {
    String text = author.getName() + " <" + author.getEmailAddress() + ">";
    String plain = text.replaceAll("\\p{Cntrl}", "");
    return plain.substring(0, Math.min(LONGEST_AUTHOR, plain.length()));
  }

  /** Gives up when it has lasted too long, however slowly bytes still come. */
  private static final class Patience extends EmptyProgressMonitor implements ProgressMonitor {

    private final long endsAtNanos;

    Patience(Duration patience) {
      endsAtNanos = System.nanoTime() + patience.toNanos();
    }

    @Override
    public boolean isCancelled() {
      return System.nanoTime() - endsAtNanos > 0;
    }
  }
}
