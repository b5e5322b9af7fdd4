package io.serai.hub.reload;

import io.serai.job.Walk;
import io.serai.policy.Policies;
import org.apache.camel.Exchange;

/**
 * What came into force together, and what everything that comes in goes by to its end.
 *
 * @param routes the routes inside, with their kamelets
 * @param policies which name those kamelets
 * @param digest names the files of all routes and kamelets
 */
record InForce(Generation routes, Policies policies, String digest) {

  /** Notes on what comes in what it goes by. */
  void note(Exchange exchange) {
    exchange.setProperty(Walk.IN_FORCE, policies);
    exchange.setProperty(Walk.ROUTES, digest);
  }
}
