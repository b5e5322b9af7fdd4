package io.serai.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an address leads to. An IPv6 address that stands for an IPv4 address is of that one's kind.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6890">RFC 6890, special-purpose addresses</a>
 */
public enum AddressKind {
  /** Somewhere on the internet. */
  PUBLIC("a public address"),
  /** A network of somebody's own, or one that the internet does not carry. */
  PRIVATE("a private address"),
  LOOPBACK("a loopback address"),
  LINK_LOCAL("a link-local or metadata address"),
  MULTICAST("a multicast address"),
  RESERVED("an unspecified or reserved address");

  /** Where clouds tell a machine its secrets, beside the link-local addresses. */
  private static final Set<String> METADATA =
      Set.of(
          "100.100.100.200", // Alibaba
          "168.63.129.16", // Azure
          "192.0.0.192", // Oracle
          "fd00:ec2:0:0:0:0:0:254", // AWS
          "fd20:ce:0:0:0:0:0:254"); // Google

  private static final int IPV4_BYTES = 4;
  private static final int RESERVED_FROM = 240;
  private static final String NAT64 = "0064ff9b";
  private static final String SIX_TO_FOUR = "2002";
  private static final String COMPATIBLE = "000000000000000000000000";

  /** Networks of IPv4 that are not on the internet, beside those of RFC 1918. */
  private static final List<Network> OFF_THE_INTERNET =
      List.of(
          new Network("64400000", 10), // shared by the customers of a provider, RFC 6598
          new Network("c0000000", 24), // protocol assignments
          new Network("c0000200", 24), // documentation
          new Network("c6120000", 15), // benchmarks
          new Network("c6336400", 24), // documentation
          new Network("cb007100", 24), // documentation
          new Network("20010000", 23), // protocol assignments, Teredo among them
          new Network("20010db8", 32)); // documentation

  private record Network(String start, int bits) {

    boolean holds(byte[] address) {
      int shift = Integer.SIZE - bits;
      int first = HexFormat.fromHexDigits(HexFormat.of().formatHex(address, 0, IPV4_BYTES));
      return first >>> shift == HexFormat.fromHexDigits(start) >>> shift;
    }

    boolean isIpv6() {
      return start.startsWith("2001");
    }
  }

  private final String words;

  AddressKind(String words) {
    this.words = words;
  }

  /** The kind in words, with its article. */
  public String words() {
    return words;
  }

  /** The kind of an address. */
  public static AddressKind of(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return LOOPBACK;
    }
    if (address.isLinkLocalAddress() || METADATA.contains(address.getHostAddress())) {
      return LINK_LOCAL;
    }
    if (address.isMulticastAddress()) {
      return MULTICAST;
    }
    if (address.isAnyLocalAddress() || isReserved(address.getAddress())) {
      return RESERVED;
    }
    InetAddress embedded = embedded(address.getAddress());
    if (embedded != null) {
      return of(embedded);
    }
    return address.isSiteLocalAddress() || isOffTheInternet(address.getAddress())
        ? PRIVATE
        : PUBLIC;
  }

  private static boolean isReserved(byte[] address) {
    int first = Byte.toUnsignedInt(address[0]);
    return address.length == IPV4_BYTES && (first == 0 || first >= RESERVED_FROM);
  }

  /** Of IPv6 only 2000::/3 is on the internet. */
  private static boolean isOffTheInternet(byte[] address) {
    boolean ipv6 = address.length > IPV4_BYTES;
    return (ipv6 && (address[0] & 0xe0) != 0x20)
        || OFF_THE_INTERNET.stream().anyMatch(each -> each.isIpv6() == ipv6 && each.holds(address));
  }

  /** The IPv4 address inside an IPv6 address that stands for one; absent in all others. */
  private static @Nullable InetAddress embedded(byte[] bytes) {
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

  private static InetAddress ipv4(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an IPv4 address has four bytes", e);
    }
  }
}
