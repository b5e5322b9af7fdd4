/** Measures the stages of a walk, from outside the stages. */
@NullMarked
package io.serai.hub.trace;

import org.jspecify.annotations.NullMarked;
