/** Who calls: keys and tokens, held against what is known of them. Decides nothing about jobs. */
@NullMarked
package io.serai.hub.access;

import org.jspecify.annotations.NullMarked;
