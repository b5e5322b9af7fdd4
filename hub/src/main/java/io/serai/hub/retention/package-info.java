/** Forgets what has been kept for long enough. */
@NullMarked
package io.serai.hub.retention;

import org.jspecify.annotations.NullMarked;
