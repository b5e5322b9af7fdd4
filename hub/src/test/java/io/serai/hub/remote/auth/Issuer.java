package io.serai.hub.remote.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;

/** Issues signed tokens, as an identity provider does, and publishes the keys to check them by. */
final class Issuer {

  private final String name;
  private final RSAKey key;
  private final AtomicInteger issued = new AtomicInteger();
  private volatile Duration lifetime = Duration.ofHours(1);

  Issuer(String name) throws JOSEException {
    this.name = name;
    this.key = new RSAKeyGenerator(2048).keyID("2026-03").generate();
  }

  String name() {
    return name;
  }

  JWKSet publicKeys() {
    return new JWKSet(key).toPublicJWKSet();
  }

  /** How long the next tokens are good for; negative for tokens that are over already. */
  void tokensLast(Duration time) {
    lifetime = time;
  }

  Duration lifetime() {
    return lifetime;
  }

  int issued() {
    return issued.get();
  }

  String token(String audience, String subject) throws JOSEException {
    issued.incrementAndGet();
    var now = Clock.systemUTC().instant();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
            new JWTClaimsSet.Builder()
                .issuer(name)
                .audience(audience)
                .subject(subject)
                .jwtID(String.valueOf(issued.get()))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .build());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  /** A token whose claims were changed and whose signature was not. */
  static String altered(String token) {
    String[] parts = token.split("\\.", -1);
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    String changed = claims.replace("\"sub\":\"", "\"sub\":\"x");
    parts[1] =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(changed.getBytes(StandardCharsets.UTF_8));
    return String.join(".", parts);
  }
}
