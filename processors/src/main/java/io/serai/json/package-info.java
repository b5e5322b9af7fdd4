/** The one JSON mapping of the vocabulary, used on every wire and in the stores. Knows no stage. */
@NullMarked
package io.serai.json;

import org.jspecify.annotations.NullMarked;
