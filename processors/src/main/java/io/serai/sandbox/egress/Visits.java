package io.serai.sandbox.egress;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection to the proxy, by the port it comes from. Used on the
 * event loop only.
 */
final class Visits {

  private final Map<Integer, Visit> byPort = new HashMap<>();

  void begin(int port, Visit visit) {
    byPort.put(port, visit);
  }

  void end(int port) {
    byPort.remove(port);
  }

  /** The visit from a port; absent when it is nobody's that we know. */
  @Nullable Visit from(int port) {
    return byPort.get(port);
  }

  int size() {
    return byPort.size();
  }
}
