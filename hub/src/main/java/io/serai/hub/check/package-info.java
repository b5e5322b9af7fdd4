/**
 * Checks routes and kamelets as files, before anything is built of them: everything that is wrong
 * is found at once, each with its line and column.
 */
@NullMarked
package io.serai.hub.check;

import org.jspecify.annotations.NullMarked;
