package io.serai.hub.cli;

import io.serai.store.Version;
import io.serai.store.Version.Kind;

/** Where a command has kept versions from. */
interface VersionSource {

  /**
   * The version whose digest begins like this.
   *
   * @throws IllegalStateException when there is none, or more than one, or nobody can tell
   */
  Version find(String digest) throws InterruptedException;

  /**
   * The digest of the version in force: the last that came.
   *
   * @throws IllegalStateException when none ever came, or nobody can tell
   */
  String inForce(Kind kind) throws InterruptedException;
}
