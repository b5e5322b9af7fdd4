package io.serai.hub.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import io.serai.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of an issuer, read anew at each call: where they are is asked too, because an
 * issuer may move them.
 *
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html">OpenID Connect
 *     Discovery 1.0</a>
 */
final class IssuerKeys implements JWKSetSource<SecurityContext> {

  private static final int TIMEOUT_MS = 5_000;
  private static final int MAX_BYTES = 512 * 1024;

  private final String issuer;
  private final ResourceRetriever web =
      new DefaultResourceRetriever(TIMEOUT_MS, TIMEOUT_MS, MAX_BYTES);

  IssuerKeys(String issuer) {
    this.issuer = issuer;
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
      throws KeySourceException {
    try {
      return JWKSet.parse(read(keysAddress()));
    } catch (IOException | ParseException | IllegalArgumentException e) {
      throw new JWKSetUnavailableException(String.valueOf(e.getMessage()), e);
    }
  }

  private URI keysAddress() throws IOException {
    URI discovery = URI.create(issuer.replaceAll("/+$", "") + "/.well-known/openid-configuration");
    JsonNode metadata = Json.MAPPER.readTree(read(discovery));
    String named = metadata.path("issuer").asText();
    if (!named.equals(issuer)) {
      throw new IOException(
          "issuer '" + named + "' answers at '" + discovery + "'; it must name itself " + issuer);
    }
    URI keys = URI.create(metadata.path("jwks_uri").asText());
    if (!isSafe(keys)) {
      throw new IOException("jwks_uri '" + keys + "' is not safe; allowed: an https: URL");
    }
    return keys;
  }

  /** Keys that anybody on the way can exchange prove nothing; only this machine needs no TLS. */
  private static boolean isSafe(URI uri) throws IOException {
    if ("https".equals(uri.getScheme())) {
      return true;
    }
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
      return false;
    }
    for (InetAddress address : InetAddress.getAllByName(uri.getHost())) {
      if (!address.isLoopbackAddress()) {
        return false;
      }
    }
    return true;
  }

  private String read(URI uri) throws IOException {
    return web.retrieveResource(uri.toURL()).getContent();
  }

  @Override
  public void close() {
    // Holds nothing between calls.
  }
}
