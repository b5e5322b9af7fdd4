/**
 * The HTTP server beneath Camel's: TLS, strict parsing, and limits on what a connection may cost.
 * Knows bytes, heads and connections; what a request means is no business of this package.
 */
@NullMarked
package io.serai.hub.server;

import org.jspecify.annotations.NullMarked;
