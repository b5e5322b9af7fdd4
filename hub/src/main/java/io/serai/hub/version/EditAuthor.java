package io.serai.hub.version;

import io.serai.store.Version;
import io.serai.store.VersionStore.How;
import org.jspecify.annotations.Nullable;

/** Says by whom and by what a version came to be in the home. Used by one thread at a time. */
public interface EditAuthor {

  /**
   * Who did it, and how.
   *
   * @param author a name; absent where nobody can tell
   * @param commit of the repository the files were taken from; absent where they were not
   */
  record Edit(@Nullable String author, How how, @Nullable String commit) {}

  /**
   * Tells of a version that has just come into force.
   *
   * @param before the one that was in force until now; absent at the start of the hub
   */
  Edit of(Version version, @Nullable Version before);
}
