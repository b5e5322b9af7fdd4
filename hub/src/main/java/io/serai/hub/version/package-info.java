/** Keeps every version of the policies and the routes, and says who brought it. Applies none. */
@NullMarked
package io.serai.hub.version;

import org.jspecify.annotations.NullMarked;
