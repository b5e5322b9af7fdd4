package io.serai.sandbox.egress;

import io.serai.address.AddressKind;
import io.serai.address.Resolver;
import io.serai.job.Destination;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Decides which address a destination is. A name is resolved once, and to that address the
 * connection is made: a name that means another address a moment later changes nothing.
 *
 * @param resolver knows the addresses of names
 */
record Addresses(Resolver resolver) {

  /**
   * The address to connect to: the first that may be.
   *
   * @throws Refusal when there is none
   */
  InetAddress choose(Destination destination) throws Refusal {
    String refused = "has no address";
    for (InetAddress address : resolve(destination.host())) {
      AddressKind kind = AddressKind.of(address);
      if (mayReach(kind, address, destination)) {
        return address;
      }
      refused = "is " + kind.words();
    }
    throw new Refusal(
        Refusal.FORBIDDEN, "'" + destination + "' " + refused + ", which no job may reach");
  }

  private InetAddress[] resolve(String host) throws Refusal {
    try {
      return resolver.resolve(host);
    } catch (UnknownHostException e) {
      throw new Refusal(Refusal.UNREACHABLE, "name '" + host + "' is not known");
    }
  }

  private static boolean mayReach(AddressKind kind, InetAddress address, Destination destination) {
    return switch (kind) {
      case PUBLIC, PRIVATE -> true;
      // The hub's own machine: only for an operator who has written down this very address.
      case LOOPBACK ->
          address.isLoopbackAddress() && destination.host().equals(address.getHostAddress());
      case LINK_LOCAL, MULTICAST, RESERVED -> false;
    };
  }
}
