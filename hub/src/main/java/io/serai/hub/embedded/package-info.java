/** Servers that the hub brings along, so that it runs where nothing is configured. */
@NullMarked
package io.serai.hub.embedded;

import org.jspecify.annotations.NullMarked;
