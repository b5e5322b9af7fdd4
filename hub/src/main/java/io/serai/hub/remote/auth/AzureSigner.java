package io.serai.hub.remote.auth;

import com.azure.core.credential.SimpleTokenCache;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.util.Configuration;
import com.azure.core.util.ConfigurationBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import io.serai.hub.remote.RequestSigner;
import io.serai.hub.remote.SigningException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An access token of Entra ID for one scope, kept by the library until shortly before its end. */
final class AzureSigner implements RequestSigner {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String scope;
  // A credential keeps its tokens as well, but finds them only where the authority has no port.
  private final SimpleTokenCache tokens;

  private AzureSigner(String scope, TokenCredential credential) {
    TokenRequestContext wanted = new TokenRequestContext().addScopes(scope);
    this.scope = scope;
    this.tokens = new SimpleTokenCache(() -> credential.getToken(wanted));
  }

  /**
   * Signs with what a deployed service has: a secret or certificate in the environment, a workload
   * identity, a managed identity. Those of a developer's desktop are not asked.
   *
   * @param scope such as {@code api://<application>/.default}
   * @param authority who issues the tokens in a cloud that is not Azure's public one; trusted
   *     without asking Azure about it
   */
  static AzureSigner of(String scope, @Nullable String authority) {
    Configuration deployed =
        new ConfigurationBuilder().putProperty("AZURE_TOKEN_CREDENTIALS", "prod").build();
    DefaultAzureCredentialBuilder credential =
        new DefaultAzureCredentialBuilder().configuration(deployed);
    if (authority != null) {
      credential.authorityHost(authority).disableInstanceDiscovery();
    }
    return new AzureSigner(scope, credential.build());
  }

  @Override
  public Map<String, String> sign(
      String method, URI address, Map<String, String> headers, byte[] body) {
    return Map.of("Authorization", "Bearer " + token());
  }

  private String token() {
    try {
      return tokens.getToken().blockOptional(PATIENCE).orElseThrow().getToken();
    } catch (RuntimeException e) { // The library has no common type for what it throws.
      throw new SigningException(
          "access token of Entra ID for scope '"
              + scope
              + "' cannot be had; set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, or"
              + " give this machine an identity: "
              + e.getMessage(),
          e);
    }
  }
}
