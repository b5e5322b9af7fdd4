/** The partitions of the stores' tables, made before they are needed. */
@NullMarked
package io.serai.hub.partition;

import org.jspecify.annotations.NullMarked;
