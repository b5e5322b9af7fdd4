/** Which threads the hub runs on. It knows nothing of what they do. */
@NullMarked
package io.serai.hub.threads;

import org.jspecify.annotations.NullMarked;
