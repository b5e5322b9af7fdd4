/** Chooses where a granted job runs: first by constraint, then by a plain score. Starts nothing. */
@NullMarked
package io.serai.router;

import org.jspecify.annotations.NullMarked;
