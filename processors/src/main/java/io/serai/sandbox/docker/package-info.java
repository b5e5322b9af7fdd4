/** The provider {@code docker}: one hardened container a run. */
@NullMarked
package io.serai.sandbox.docker;

import org.jspecify.annotations.NullMarked;
