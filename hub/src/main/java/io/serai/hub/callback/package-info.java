/** Posts results to where their jobs said, and to nowhere that policy keeps closed. */
@NullMarked
package io.serai.hub.callback;

import org.jspecify.annotations.NullMarked;
