/** Policies as records: loading, checking and replacing them whole. Applies none of them. */
@NullMarked
package io.serai.policy;

import org.jspecify.annotations.NullMarked;
