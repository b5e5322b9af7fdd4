package io.serai.hub.server;

import io.serai.hub.config.HttpLimits;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** How many connections there are, in all and of each address. Thread-safe. */
final class ConnectionCount {

  private static final int IPV6_PREFIX_BYTES = 8;

  private final HttpLimits limits;
  private final Map<String, Integer> byAddress = new HashMap<>();
  private int all;

  ConnectionCount(HttpLimits limits) {
    this.limits = limits;
  }

  /** Counts a connection, unless there are too many. */
  synchronized boolean admit(SocketAddress peer) {
    String address = key(peer);
    int here = byAddress.getOrDefault(address, 0);
    if (all >= limits.connections() || here >= limits.perAddress()) {
      return false;
    }
    all++;
    byAddress.put(address, here + 1);
    return true;
  }

  /** Forgets a connection that had been admitted. */
  synchronized void leave(SocketAddress peer) {
    all--;
    byAddress.computeIfPresent(key(peer), (address, here) -> here == 1 ? null : here - 1);
  }

  /** Whoever has one IPv6 address has a network of them (RFC 6177): all of it counts as one. */
  private static String key(SocketAddress peer) {
    if (peer instanceof InetSocketAddress socket) {
      InetAddress address = socket.getAddress();
      byte[] bytes = address.getAddress();
      int length = address instanceof Inet6Address ? IPV6_PREFIX_BYTES : bytes.length;
      return HexFormat.of().formatHex(Arrays.copyOf(bytes, length));
    }
    return "";
  }
}
