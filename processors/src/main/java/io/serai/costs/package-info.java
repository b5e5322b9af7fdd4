/** Hands the charges of a finished walk to the ledger. Prices are the pricing policy's. */
@NullMarked
package io.serai.costs;

import org.jspecify.annotations.NullMarked;
