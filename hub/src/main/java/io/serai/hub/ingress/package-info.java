/**
 * Turns what a queue delivers, or a schedule says, into a raw message, and what is wrong with it
 * into a dead letter.
 */
@NullMarked
package io.serai.hub.ingress;

import org.jspecify.annotations.NullMarked;
