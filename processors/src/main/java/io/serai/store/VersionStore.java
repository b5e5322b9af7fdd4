package io.serai.store;

import io.serai.store.Version.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Every version of the policies and of the routes that was ever in force on any hub, and when it
 * came. Thread-safe.
 */
public interface VersionStore {

  /**
   * How a version came into force.
   *
   * @param at when, by the hub's clock
   * @param host the machine and the process of the hub, for people
   * @param author who made the files what they are; absent where nobody can tell
   * @param how by what
   * @param commit of the repository they were taken from; absent where they were not
   */
  record Coming(
      Instant at, String host, @Nullable String author, How how, @Nullable String commit) {}

  /** By what a version comes into force. */
  enum How {
    /** Its files were changed while the hub ran. */
    EDIT,
    /** The hub started with it. */
    START,
    /** A version of before was put back. */
    ROLLBACK,
    /** A commit was taken from a repository. */
    GIT;

    /** As it is written. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One line of the history.
   *
   * @param id its place: the later, the larger
   * @param hub the hub's id, another after each start
   */
  record Entry(long id, UUID hub, Kind kind, String digest, Coming coming) {}

  /**
   * Which lines of the history to list, newest first.
   *
   * @param kind only of this; absent means of both
   * @param before only those before this one; absent means from the newest on
   * @param limit at most so many
   */
  record Query(@Nullable Kind kind, @Nullable Long before, int limit) {}

  /** Keeps a version, unless it is kept already, and notes that it came into force on this hub. */
  void came(Version version, Coming coming);

  /** The version of a digest; empty where it was never kept, or is not what it was. */
  Optional<Version> find(String digest);

  /**
   * Digests of kept versions.
   *
   * @param beginning how they begin, in hex digits
   * @param most at most so many
   */
  List<String> digests(String beginning, int most);

  /** The history by filter, newest first. */
  List<Entry> history(Query query);

  /** What is in force now on each hub that lives: of each kind, how it came. */
  List<Entry> inForce();
}
