/**
 * Puts edited routes, kamelets and policies in force while the hub runs: whole or not at all. What
 * is not fit to run is refused with file and line, and what ran keeps running.
 */
@NullMarked
package io.serai.hub.reload;

import org.jspecify.annotations.NullMarked;
