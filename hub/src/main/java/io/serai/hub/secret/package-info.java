/**
 * Secrets by reference: read late, read again when they may have changed, and never written out.
 * Knows nothing of what they open.
 */
@NullMarked
package io.serai.hub.secret;

import org.jspecify.annotations.NullMarked;
