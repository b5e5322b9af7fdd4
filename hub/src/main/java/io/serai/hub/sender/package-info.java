/**
 * Tells who has sent a message on a queue, from what its broker or a signature proves. Reads no
 * body.
 */
@NullMarked
package io.serai.hub.sender;

import org.jspecify.annotations.NullMarked;
