/** Hands an ended walk to the step table, and to whoever watches traces. */
@NullMarked
package io.serai.traces;

import org.jspecify.annotations.NullMarked;
