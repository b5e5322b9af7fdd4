/** Who somebody is and what that permits. Decides; authenticates nobody. */
@NullMarked
package io.serai.access;

import org.jspecify.annotations.NullMarked;
