package io.serai.hub.remote.auth;

import io.serai.hub.remote.RequestSigner;
import io.serai.hub.remote.Signers;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The clouds by name: {@code aws} signs with Signature Version 4, {@code gcp} with an identity
 * token of Google, {@code azure} with an access token of Entra ID, {@code none} not at all.
 *
 * <p>The library of a cloud is loaded when the first request is signed for it.
 */
public final class CloudSigners implements Signers {

  private final Clock clock;

  /** Signers that date what they sign by the given clock. */
  public CloudSigners(Clock clock) {
    this.clock = clock;
  }

  @Override
  public RequestSigner of(String auth, Map<String, Object> parameters) {
    Parameters given = new Parameters(auth, parameters);
    return switch (auth) {
      case "mtls" -> RequestSigner.NONE;
      case "aws" -> aws(given.required("region"), given.required("service"));
      case "gcp" -> gcp(given.required("audience"));
      case "azure" -> azure(given.required("scope"), given.optional("authority"));
      default ->
          throw new IllegalArgumentException(
              "auth '" + auth + "' is unknown; allowed: aws, azure, gcp, mtls");
    };
  }

  private RequestSigner aws(String region, String service) {
    return new LazySigner(() -> new AwsSigner(region, service, clock));
  }

  private static RequestSigner gcp(String audience) {
    return new LazySigner(() -> GcpSigner.of(audience));
  }

  private static RequestSigner azure(String scope, @Nullable String authority) {
    return new LazySigner(() -> AzureSigner.of(scope, authority));
  }
}
