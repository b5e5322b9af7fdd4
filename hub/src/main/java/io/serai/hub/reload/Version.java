package io.serai.hub.reload;

import io.serai.policy.Policies;

/**
 * What came into force together, and what everything that comes in goes by to its end.
 *
 * @param routes the routes inside, with their kamelets
 * @param policies which name those kamelets
 */
record Version(Generation routes, Policies policies) {}
