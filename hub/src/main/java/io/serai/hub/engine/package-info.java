/** How routes reach the Docker engine of this machine. Runs no job. */
@NullMarked
package io.serai.hub.engine;

import org.jspecify.annotations.NullMarked;
