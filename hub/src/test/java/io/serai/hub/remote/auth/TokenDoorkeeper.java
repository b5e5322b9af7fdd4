package io.serai.hub.remote.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.util.Set;

/**
 * Admits bearers of a token that its issuer has signed, for this audience, and that is not over.
 */
final class TokenDoorkeeper implements Doorkeeper {

  private final DefaultJWTProcessor<com.nimbusds.jose.proc.SecurityContext> processor =
      new DefaultJWTProcessor<>();

  TokenDoorkeeper(String issuer, String audience, JWKSet keys) {
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, new ImmutableJWKSet<>(keys)));
    DefaultJWTClaimsVerifier<com.nimbusds.jose.proc.SecurityContext> claims =
        new DefaultJWTClaimsVerifier<>(
            audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("exp", "sub"));
    claims.setMaxClockSkew(0);
    processor.setJWTClaimsSetVerifier(claims);
  }

  @Override
  public void admit(Received request) throws Denied {
    String authorization = request.header("authorization");
    if (!authorization.startsWith("Bearer ")) {
      throw new Denied(401, "no bearer token");
    }
    try {
      processor.process(authorization.substring("Bearer ".length()), null);
    } catch (BadJOSEException | ParseException | JOSEException e) {
      throw new Denied(403, String.valueOf(e.getMessage()));
    }
  }
}
