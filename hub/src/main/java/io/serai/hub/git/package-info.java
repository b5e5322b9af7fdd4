/**
 * Takes the files of a home from a Git repository, commit by commit: whole, or not at all. Nothing
 * else knows JGit, which is loaded only where a repository is configured.
 */
@NullMarked
package io.serai.hub.git;

import org.jspecify.annotations.NullMarked;
