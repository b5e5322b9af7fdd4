/** Grants what a tenant may use; whatever is not granted is denied. */
@NullMarked
package io.serai.allowlist;

import org.jspecify.annotations.NullMarked;
