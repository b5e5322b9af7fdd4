package io.serai.hub.remote.auth;

import io.serai.hub.remote.RequestSigner;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A signer that is made at the first request: endpoints of clouds that nobody uses cost nothing.
 */
final class LazySigner implements RequestSigner {

  private final Supplier<RequestSigner> source;
  private final AtomicReference<@Nullable RequestSigner> made = new AtomicReference<>();

  LazySigner(Supplier<RequestSigner> source) {
    this.source = source;
  }

  @Override
  public Map<String, String> sign(
      String method, URI address, Map<String, String> headers, byte[] body) {
    return signer().sign(method, address, headers, body);
  }

  /** Two first requests at once make two, of which both keep the first. */
  private RequestSigner signer() {
    RequestSigner known = made.get();
    if (known != null) {
      return known;
    }
    RequestSigner fresh = source.get();
    RequestSigner winner = made.compareAndExchange(null, fresh);
    return winner == null ? fresh : winner;
  }
}
