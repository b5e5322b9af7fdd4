/** The commands of {@code ./serai}. What they do to a running hub they do over its HTTP API. */
@NullMarked
package io.serai.hub.cli;

import org.jspecify.annotations.NullMarked;
