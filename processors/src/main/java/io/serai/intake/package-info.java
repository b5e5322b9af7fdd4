/**
 * Turns a message into a durably accepted job, or says exactly what is wrong with it. Decides
 * nothing else about it.
 */
@NullMarked
package io.serai.intake;

import org.jspecify.annotations.NullMarked;
