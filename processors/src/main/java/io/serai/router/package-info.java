/**
 * Chooses where a granted job runs: by constraint, then by score among a few nodes. Knows what the
 * nodes report and what became of the jobs sent there; starts nothing.
 */
@NullMarked
package io.serai.router;

import org.jspecify.annotations.NullMarked;
