/** Turns what a queue delivers into a raw message, and what is wrong with it into a dead letter. */
@NullMarked
package io.serai.hub.ingress;

import org.jspecify.annotations.NullMarked;
