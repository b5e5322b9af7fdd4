package io.serai.hub.remote;

import java.util.Map;

/** The ways of proving to a node, or to what is before it, that a hub calls: a closed set. */
@FunctionalInterface
public interface Signers {

  /**
   * A signer for one endpoint.
   *
   * @param auth the word of the way
   * @param parameters the endpoint's own; what the way knows it takes out, and what is left is
   *     refused
   * @throws IllegalArgumentException when the word is unknown or a parameter is missing
   */
  RequestSigner of(String auth, Map<String, Object> parameters);
}
