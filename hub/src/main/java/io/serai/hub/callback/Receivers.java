package io.serai.hub.callback;

import io.serai.address.AddressKind;
import io.serai.address.Resolver;
import io.serai.job.CallbackUrl;
import io.serai.policy.CallbackPolicy;
import io.serai.replies.Undeliverable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Supplier;

/**
 * Decides which address a callback is posted to. A name is resolved once, every address it has is
 * checked, and the connection is made to one that was: what the name means a moment later changes
 * nothing.
 *
 * @param resolver knows the addresses of names
 * @param policy the policy in force
 */
record Receivers(Resolver resolver, Supplier<CallbackPolicy> policy) {

  private static final String FORBIDDEN = "callback-forbidden";

  /**
   * The address to connect to.
   *
   * @throws UnknownHostException when its name has none now
   * @throws Undeliverable when it may not be connected to
   */
  InetAddress choose(CallbackUrl url) throws UnknownHostException {
    boolean allowed = policy.get().allows(url.destination());
    if (!allowed && !url.https()) {
      throw new Undeliverable(FORBIDDEN, "'" + url.destination() + "' is not asked by TLS");
    }
    InetAddress[] addresses = resolver.resolve(url.destination().host());
    for (InetAddress address : addresses) {
      AddressKind kind = AddressKind.of(address);
      if (!allowed && kind != AddressKind.PUBLIC) {
        throw new Undeliverable(
            FORBIDDEN,
            "'"
                + url.destination()
                + "' is "
                + kind.words()
                + "; allow it in policies/webhooks.yaml if it may be posted to");
      }
    }
    return addresses[0];
  }
}
