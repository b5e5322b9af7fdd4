/** What REST in YAML cannot do: problem documents, waiting for a result, live events, health. */
@NullMarked
package io.serai.hub.http;

import org.jspecify.annotations.NullMarked;
