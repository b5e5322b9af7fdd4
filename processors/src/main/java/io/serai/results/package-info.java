/** Makes the one result of a walk, stores it and wakes whoever waits for it. Sends nothing. */
@NullMarked
package io.serai.results;

import org.jspecify.annotations.NullMarked;
