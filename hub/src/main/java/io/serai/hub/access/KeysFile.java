package io.serai.hub.access;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/** The public keys of an issuer in a file (RFC 7517), read anew at each call. */
record KeysFile(Path file) implements JWKSetSource<SecurityContext> {

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
      throws KeySourceException {
    try {
      return JWKSet.load(file.toFile());
    } catch (IOException | ParseException e) {
      throw new JWKSetUnavailableException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    // Holds nothing between calls.
  }
}
