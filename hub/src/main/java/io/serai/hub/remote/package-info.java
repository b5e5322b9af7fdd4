/** Runs jobs on nodes: sends them, signs for it, and finds out what became of them. */
@NullMarked
package io.serai.hub.remote;

import org.jspecify.annotations.NullMarked;
