/** Finds the policies that a walk goes by, those of before too. */
@NullMarked
package io.serai.hub.policy;

import org.jspecify.annotations.NullMarked;
