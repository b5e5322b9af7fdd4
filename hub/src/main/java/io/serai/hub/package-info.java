/** The one runnable: starts the parts, wires them by hand and serves. */
@NullMarked
package io.serai.hub;

import org.jspecify.annotations.NullMarked;
