package io.serai.hub.remote.auth;

import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.IdTokenCredentials;
import com.google.auth.oauth2.IdTokenProvider;
import io.serai.hub.remote.RequestSigner;
import io.serai.hub.remote.SigningException;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An identity token of Google for one audience, kept by the library until shortly before its end.
 */
final class GcpSigner implements RequestSigner {

  /** Where credentials come from. */
  @FunctionalInterface
  interface Source {
    GoogleCredentials read() throws IOException;
  }

  private final String audience;
  private final Source source;
  private final AtomicReference<@Nullable IdTokenCredentials> credentials = new AtomicReference<>();

  GcpSigner(String audience, Source source) {
    this.audience = audience;
    this.source = source;
  }

  /** Signs with the application default credentials: a key file, or the machine's own account. */
  static GcpSigner of(String audience) {
    return new GcpSigner(audience, GoogleCredentials::getApplicationDefault);
  }

  @Override
  public Map<String, String> sign(
      String method, URI address, Map<String, String> headers, byte[] body) {
    Map<String, String> added = new TreeMap<>();
    try {
      credentials()
          .getRequestMetadata(address)
          .forEach((name, values) -> added.put(name, String.join(",", values)));
    } catch (IOException e) {
      throw new SigningException(
          "identity token of Google for audience '"
              + audience
              + "' cannot be had; set GOOGLE_APPLICATION_CREDENTIALS to a service account's key"
              + " file, or give this machine a service account: "
              + e.getMessage(),
          e);
    }
    return added;
  }

  /**
   * Found at the first request, so that a hub starts where there are none; two may look at once.
   */
  private IdTokenCredentials credentials() throws IOException {
    IdTokenCredentials known = credentials.get();
    if (known != null) {
      return known;
    }
    if (!(source.read() instanceof IdTokenProvider provider)) {
      throw new IOException("these credentials cannot issue identity tokens");
    }
    IdTokenCredentials found =
        IdTokenCredentials.newBuilder()
            .setIdTokenProvider(provider)
            .setTargetAudience(audience)
            .build();
    credentials.set(found);
    return found;
  }
}
