/**
 * Sandboxes that are made before a job comes: kept ready, lent to one job or tenant, destroyed.
 * Knows no provider.
 */
@NullMarked
package io.serai.sandbox.warm;

import org.jspecify.annotations.NullMarked;
