/** Objects in a directory, for a hub that has no object storage. */
@NullMarked
package io.serai.store.directory;

import org.jspecify.annotations.NullMarked;
