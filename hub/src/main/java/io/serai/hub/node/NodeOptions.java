package io.serai.hub.node;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one node is.
 *
 * @param name unique among all nodes
 * @param cloud the cloud it is in
 * @param region the region it is in
 * @param listen where it is served
 * @param advertise where hubs reach it; absent for where it is served
 * @param capacity how many jobs it runs at once
 * @param behindFront whether something before it has found out who calls
 * @param drain how long what runs may go on when the node is to stop
 */
public record NodeOptions(
    String name,
    String cloud,
    String region,
    Listen listen,
    @Nullable URI advertise,
    int capacity,
    boolean behindFront,
    Duration drain) {

  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

  public NodeOptions {
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException(
          "node '" + name + "' is no name; allowed: letters, digits, dot, dash, underscore");
    }
    if (capacity < 1 || capacity > 1024) {
      throw new IllegalArgumentException(
          "capacity '" + capacity + "' is not allowed; allowed: 1 to 1024");
    }
    if (behindFront && !listen.isLoopback()) {
      throw new IllegalArgumentException(
          "address '"
              + listen.host()
              + "' is reached from outside, and behind a front nobody is asked who he is; listen on"
              + " a loopback address, or without --behind-front");
    }
  }

  /** Where hubs reach it once it is served on a port. */
  URI address(int port) {
    if (advertise != null) {
      return advertise;
    }
    String host = listen.host().contains(":") ? "[" + listen.host() + "]" : listen.host();
    return URI.create((behindFront ? "http://" : "https://") + host + ":" + port);
  }

  /**
   * Where a node is served.
   *
   * @param host a host name or an address
   * @param port a port; 0 for any that is free
   */
  public record Listen(String host, int port) {

    /** Reads {@code HOST:PORT}. */
    public static Listen parse(String text) {
      int colon = text.lastIndexOf(':');
      try {
        int port = Integer.parseInt(text.substring(colon + 1));
        String host = text.substring(0, Math.max(0, colon)).replaceAll("^\\[|]$", "");
        if (!host.isEmpty() && port >= 0 && port <= 65_535) {
          return new Listen(host, port);
        }
      } catch (NumberFormatException e) {
        // Worded below, like a port out of range.
      }
      throw new IllegalArgumentException(
          "address '" + text + "' cannot be listened on; allowed: HOST:PORT");
    }

    boolean isLoopback() {
      try {
        for (InetAddress each : InetAddress.getAllByName(host)) {
          if (!each.isLoopbackAddress()) {
            return false;
          }
        }
        return true;
      } catch (UnknownHostException e) {
        return false;
      }
    }
  }
}
