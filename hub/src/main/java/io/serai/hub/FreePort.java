package io.serai.hub;

import io.serai.hub.config.HubConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Camel starts all the same when its HTTP server cannot bind; a hub must not. */
final class FreePort {

  private FreePort() {}

  /**
   * Tries the address of the HTTP server.
   *
   * @throws IllegalStateException when something else uses it
   */
  static void require(HubConfig.Http http) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      if (http.enabled()) {
        probe.bind(new InetSocketAddress(http.host(), http.port()));
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "address '"
              + http.host()
              + ":"
              + http.port()
              + "' cannot be bound ("
              + e.getMessage()
              + "); stop what uses it, or set serai.http.port");
    }
  }
}
