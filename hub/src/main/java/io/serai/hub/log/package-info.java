/** How lines of the log are written, named by logback.xml only; and which are not. */
@NullMarked
package io.serai.hub.log;

import org.jspecify.annotations.NullMarked;
