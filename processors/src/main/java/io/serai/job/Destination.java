package io.serai.job;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One port of one host. Two spellings of the same host are equal.
 *
 * @param host a DNS name in lower case, or an IP address as {@link InetAddress} writes it
 * @param port 1 to 65535
 */
public record Destination(String host, int port) {

  private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^\\]]+]|[^:]+):(\\d{1,5})");
  private static final Pattern IPV4 =
      Pattern.compile(
          "((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
  private static final Pattern NAME = Pattern.compile("(" + LABEL + "\\.)*" + LABEL);

  /** What some resolvers take for an IPv4 address in a spelling of its own. */
  private static final Pattern LIKE_A_NUMBER = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)");

  private static final int MAX_NAME = 253;
  private static final int MAX_PORT = 65_535;

  public Destination {
    host = canonical(host);
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("port '" + port + "' is not one; allowed: 1 to 65535");
    }
  }

  /** Reads {@code host:port}, an IPv6 address in brackets. */
  public static Destination of(String text) {
    Matcher matcher = HOST_AND_PORT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a destination; allowed: host:port");
    }
    return new Destination(matcher.group(1), Integer.parseInt(matcher.group(2)));
  }

  private static String canonical(String host) {
    if (IPV4.matcher(host).matches()) {
      return host;
    }
    String inner = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    if (IPV6.matcher(inner).matches()) {
      return address(inner);
    }
    String name = host.toLowerCase(Locale.ROOT);
    name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (name.length() > MAX_NAME
        || !NAME.matcher(name).matches()
        || LIKE_A_NUMBER.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + host + "' is not a host; allowed: a DNS name or an IP address");
    }
    return name;
  }

  private static String address(String literal) {
    try {
      return InetAddress.getByName(literal).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("'" + literal + "' is not an IP address", e);
    }
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
