package io.serai.hub.remote;

import java.util.Map;

/** Every way of proving to a cloud who calls, by the name that endpoints use. */
@FunctionalInterface
public interface Signers {

  /**
   * The signer of one endpoint.
   *
   * @param auth the name of the way
   * @param parameters the endpoint's own, as text
   * @throws IllegalArgumentException when the name is unknown, or a parameter that it needs is
   *     missing
   */
  RequestSigner of(String auth, Map<String, Object> parameters);
}
