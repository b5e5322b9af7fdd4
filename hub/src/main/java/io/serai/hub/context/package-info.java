/** What all Camel contexts of a process share. */
@NullMarked
package io.serai.hub.context;

import org.jspecify.annotations.NullMarked;
