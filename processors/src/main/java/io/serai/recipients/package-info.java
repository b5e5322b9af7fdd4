/** Prepares the run of a job for the endpoint the router chose. Knows no provider. */
@NullMarked
package io.serai.recipients;

import org.jspecify.annotations.NullMarked;
