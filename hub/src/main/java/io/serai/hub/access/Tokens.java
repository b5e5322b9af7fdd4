package io.serai.hub.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.serai.access.Admission;
import io.serai.hub.config.HubConfig;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Set;

/**
 * Tokens of one issuer, verified with its public keys. These are asked for when they are needed
 * first, every five minutes, and when a token names one that is not among them; all together at
 * most twice in half a minute. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725">RFC 8725, JSON Web Token Best Current
 *     Practices</a>
 */
final class Tokens {

  private static final Duration SKEW = Duration.ofSeconds(60);

  /** Asymmetric only: whoever can verify a symmetric one can also make one. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final HubConfig.Oidc config;
  private final Claims claims;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  /**
   * Tokens of the configured issuer, which is not asked for anything yet.
   *
   * @param home where a relative path to its keys starts
   */
  Tokens(HubConfig.Oidc config, Path home, Clock clock) {
    this.config = config;
    this.claims = new Claims(config);
    JWKSetSource<SecurityContext> keys =
        config.jwks().isEmpty()
            ? new IssuerKeys(config.issuer())
            : new KeysFile(home.resolve(config.jwks()));
    JWKSource<SecurityContext> cached =
        JWKSourceBuilder.create(keys).outageTolerant(Duration.ofHours(1).toMillis()).build();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, cached));
    processor.setJWTClaimsSetVerifier(new Verifier(config, clock));
  }

  /**
   * Who shows this token. Blocks while keys are asked for.
   *
   * @throws CredentialRefused when it is not one of the issuer's, for this hub and now
   * @throws IssuerUnavailable when nobody can tell
   */
  Admission admit(String shown) throws CredentialRefused {
    try {
      return claims.read(processor.process(shown, null));
    } catch (BadJOSEException e) {
      throw refused("not-accepted", String.valueOf(e.getMessage()));
    } catch (ParseException e) {
      throw refused("malformed", "it has not the form of one");
    } catch (RateLimitReachedException e) {
      throw refused("unknown-signer", "its issuer was asked for keys a moment ago, and has not it");
    } catch (JOSEException e) {
      throw new IssuerUnavailable(config.issuer(), e);
    }
  }

  private static CredentialRefused refused(String reason, String why) {
    return new CredentialRefused(
        "token", reason, "token is not accepted (" + why + "); ask its issuer for another");
  }

  /** Issuer, audience and time, by the clock of this hub. */
  private static final class Verifier extends DefaultJWTClaimsVerifier<SecurityContext> {

    private final Clock clock;

    Verifier(HubConfig.Oidc config, Clock clock) {
      super(
          config.audience(),
          new JWTClaimsSet.Builder().issuer(config.issuer()).build(),
          Set.of("exp"));
      this.clock = clock;
      setMaxClockSkew((int) SKEW.toSeconds());
    }

    @Override
    protected Date currentTime() {
      return Date.from(clock.instant());
    }
  }
}
