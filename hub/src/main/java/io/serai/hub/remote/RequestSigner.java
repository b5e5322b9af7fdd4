package io.serai.hub.remote;

import java.net.URI;
import java.util.Map;

/** Proves to what stands before a node that a request comes from this hub. Thread-safe. */
@FunctionalInterface
public interface RequestSigner {

  /**
   * The headers that prove it.
   *
   * @param method of HTTP
   * @param address the whole URI
   * @param headers those the request has already
   * @param body its bytes; empty where it has none
   * @return the headers to add
   * @throws SigningException when there are no credentials, or they cannot be had now
   */
  Map<String, String> sign(String method, URI address, Map<String, String> headers, byte[] body);

  /** Adds nothing: the connection itself proves who calls. */
  RequestSigner NONE = (method, address, headers, body) -> Map.of();
}
