/**
 * Examines a machine, what a hub stands on and a hub that runs, and says how to mend what is wrong.
 */
@NullMarked
package io.serai.hub.doctor;

import org.jspecify.annotations.NullMarked;
