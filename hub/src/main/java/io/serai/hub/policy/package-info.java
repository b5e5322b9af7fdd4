/** Keeps every version of the policies, and finds those that a walk goes by. Applies none. */
@NullMarked
package io.serai.hub.policy;

import org.jspecify.annotations.NullMarked;
