/** How lines of the log are written. Named by logback.xml only. */
@NullMarked
package io.serai.hub.log;

import org.jspecify.annotations.NullMarked;
