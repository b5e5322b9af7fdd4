/** The stores in PostgreSQL, one class a store. Reached from the wiring only. */
@NullMarked
package io.serai.store.postgres;

import org.jspecify.annotations.NullMarked;
