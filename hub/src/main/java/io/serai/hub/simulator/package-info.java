/**
 * A model of a whole fleet in simulated time, to try a router policy with before it goes live. The
 * model and its figures are described in docs/simulator.md. Knows no network and no store; what it
 * decides with is the scheduler that a hub uses.
 */
@NullMarked
package io.serai.hub.simulator;

import org.jspecify.annotations.NullMarked;
