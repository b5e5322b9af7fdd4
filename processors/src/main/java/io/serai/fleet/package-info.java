/**
 * The words for machines that run jobs for hubs: what a node reports, what a hub sent it. Knows no
 * network, no store and no stage.
 */
@NullMarked
package io.serai.fleet;

import org.jspecify.annotations.NullMarked;
