/**
 * A campaign of faults against two hubs and all they stand on, while jobs come by every ingress.
 */
@NullMarked
package io.serai.it.chaos;

import org.jspecify.annotations.NullMarked;
