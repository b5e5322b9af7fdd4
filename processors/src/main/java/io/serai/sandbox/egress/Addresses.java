package io.serai.sandbox.egress;

import io.serai.job.Destination;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which address a destination is. A name is resolved once, and to that address the
 * connection is made: a name that means another address a moment later changes nothing.
 *
 * @param resolver knows the addresses of names
 */
record Addresses(Resolver resolver) {

  /** Where clouds tell a machine its secrets, beside the link-local addresses. */
  private static final Set<String> METADATA =
      Set.of(
          "100.100.100.200", // Alibaba
          "168.63.129.16", // Azure
          "192.0.0.192", // Oracle
          "fd00:ec2:0:0:0:0:0:254", // AWS
          "fd20:ce:0:0:0:0:0:254"); // Google

  private static final int IPV4_BYTES = 4;
  private static final int RESERVED = 240;
  private static final String NAT64 = "0064ff9b";
  private static final String SIX_TO_FOUR = "2002";
  private static final String COMPATIBLE = "000000000000000000000000";

  /**
   * The address to connect to: the first that may be.
   *
   * @throws Refusal when there is none
   */
  InetAddress choose(Destination destination) throws Refusal {
    String refused = "has no address";
    for (InetAddress address : resolve(destination.host())) {
      String kind = forbiddenKind(address, destination);
      if (kind == null) {
        return address;
      }
      refused = "is " + kind;
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

  private static @Nullable String forbiddenKind(InetAddress address, Destination destination)
      throws Refusal {
    if (address.isLoopbackAddress()) {
      // The hub's own machine: only for an operator who has written down this very address.
      return destination.host().equals(address.getHostAddress()) ? null : "a loopback address";
    }
    String kind = forbiddenKind(address);
    InetAddress embedded = kind == null ? embedded(address) : null;
    if (embedded == null) {
      return kind;
    }
    return embedded.isLoopbackAddress() ? "a loopback address" : forbiddenKind(embedded);
  }

  private static @Nullable String forbiddenKind(InetAddress address) {
    if (address.isLinkLocalAddress() || METADATA.contains(address.getHostAddress())) {
      return "a link-local or metadata address";
    }
    if (address.isMulticastAddress()) {
      return "a multicast address";
    }
    if (address.isAnyLocalAddress() || isReserved(address.getAddress())) {
      return "an unspecified or reserved address";
    }
    return null;
  }

  private static boolean isReserved(byte[] address) {
    int first = Byte.toUnsignedInt(address[0]);
    return address.length == IPV4_BYTES && (first == 0 || first >= RESERVED);
  }

  /** The IPv4 address inside an IPv6 address that stands for one; absent in all others. */
  private static @Nullable InetAddress embedded(InetAddress address) throws Refusal {
    byte[] bytes = address.getAddress();
    if (bytes.length == IPV4_BYTES) {
      return null;
    }
    String digits = HexFormat.of().formatHex(bytes);
    if (digits.startsWith(SIX_TO_FOUR)) {
      return ipv4(Arrays.copyOfRange(bytes, 2, 2 + IPV4_BYTES));
    }
    boolean ends = digits.startsWith(NAT64) || digits.startsWith(COMPATIBLE);
    return ends ? ipv4(Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length)) : null;
  }

  private static InetAddress ipv4(byte[] bytes) throws Refusal {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new Refusal(Refusal.FORBIDDEN, String.valueOf(e.getMessage()));
    }
  }
}
