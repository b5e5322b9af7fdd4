package io.serai.hub.cli;

import io.serai.hub.version.VersionLookup;
import io.serai.store.Version;
import io.serai.store.Version.Kind;
import io.serai.store.VersionStore;

/**
 * Those in a database, while no hub runs.
 *
 * @param versions all that are kept
 */
record DatabaseVersions(VersionStore versions) implements VersionSource {

  @Override
  public Version find(String digest) {
    return new VersionLookup(versions).find(digest);
  }

  @Override
  public String inForce(Kind kind) {
    return versions.history(new VersionStore.Query(kind, null, 1)).stream()
        .findFirst()
        .map(VersionStore.Entry::digest)
        .orElseThrow(() -> new IllegalStateException("no version was ever in force"));
  }
}
