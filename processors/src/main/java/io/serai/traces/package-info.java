/** Hands the steps of a finished walk to the step table. */
@NullMarked
package io.serai.traces;

import org.jspecify.annotations.NullMarked;
