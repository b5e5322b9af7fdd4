/** Tells what other policies would make of recorded jobs. Runs nothing, and writes nothing. */
@NullMarked
package io.serai.hub.diff;

import org.jspecify.annotations.NullMarked;
