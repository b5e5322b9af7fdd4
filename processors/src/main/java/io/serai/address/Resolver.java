package io.serai.address;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host, the best first. */
public interface Resolver {

  /** The addresses of a DNS name, or the one that a literal says. */
  InetAddress[] resolve(String host) throws UnknownHostException;
}
