/** Inputs that nobody would send, and what has to hold for each of them. */
@NullMarked
package io.serai.fuzz;

import org.jspecify.annotations.NullMarked;
