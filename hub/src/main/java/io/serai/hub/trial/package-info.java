/** Files of tests that stand beside routes, kamelets and policies, and what they expect. */
@NullMarked
package io.serai.hub.trial;

import org.jspecify.annotations.NullMarked;
