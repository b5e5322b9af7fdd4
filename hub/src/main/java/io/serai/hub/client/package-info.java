/**
 * The other side of the hub: sends jobs by each transport, and hears the answers. Used by the
 * command line, the demo and the benchmarks; the hub itself never uses it.
 */
@NullMarked
package io.serai.hub.client;

import org.jspecify.annotations.NullMarked;
