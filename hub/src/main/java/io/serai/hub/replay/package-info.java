/** Runs jobs again and tells what came out differently. Runs nothing itself: intake takes them. */
@NullMarked
package io.serai.hub.replay;

import org.jspecify.annotations.NullMarked;
