/** Shapes the answer to a job for the transport it came by. Opens no connection. */
@NullMarked
package io.serai.replies;

import org.jspecify.annotations.NullMarked;
