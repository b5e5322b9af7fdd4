package io.serai.hub.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.serai.access.Admission;
import io.serai.access.Principal;
import io.serai.access.Role;
import io.serai.hub.config.HubConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens are accepted, over an issuer that is really asked for its keys. */
@SuppressWarnings("NullAway.Init") // JUnit starts the issuer before each test.
class TokensTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @TempDir private static Path home;

  private Issuer issuer;
  private RSAKey key;
  private Tokens tokens;

  @BeforeEach
  void start() throws Exception {
    issuer = Issuer.start();
    key = issuer.newRsaKey();
    tokens = tokens("roles", "");
  }

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void saysWhoTheBearerIs() throws Exception {
    assertThat(tokens.admit(signed(claims().build())))
        .isEqualTo(Admission.of(new Principal("oidc:ann", "acme", Set.of(Role.SUBMITTER))));
  }

  @Test
  void acceptsEllipticCurvesToo() throws Exception {
    ECKey curve = issuer.newEcKey();
    String token = Issuer.sign(curve, claims().build());
    assertThat(tokens.admit(token).principal().name()).isEqualTo("oidc:ann");
  }

  @Test
  void readsRolesWhereIssuersPutThem() throws Exception {
    Map<String, Object> nested = Map.of("roles", List.of("operator", "offline_access"));
    String token = signed(claims().claim("realm_access", nested).build());
    assertThat(tokens("realm_access.roles", "").admit(token).principal().roles())
        .containsExactly(Role.OPERATOR);

    String words = signed(claims().claim("roles", "viewer approver").build());
    assertThat(tokens.admit(words).principal().roles())
        .containsExactlyInAnyOrder(Role.VIEWER, Role.APPROVER);

    String none = signed(claims().claim("roles", null).build());
    assertThat(tokens.admit(none).scopes()).isEmpty();
  }

  @Test
  void letsATokenActForAnyTenantOnlyWhereItSaysSo() throws Exception {
    String any = signed(claims().claim("tenant", "*").build());
    assertThat(tokens.admit(any).principal().tenant()).isNull();

    assertRefused(signed(claims().claim("tenant", null).build()), "no text in its claim 'tenant'");
    assertRefused(signed(claims().claim("tenant", " ").build()), "no text in its claim 'tenant'");
    assertRefused(signed(claims().subject(null).build()), "no text in its claim 'sub'");
  }

  @Test
  void followsTheIssuerWhenItRotatesItsKeys() throws Exception {
    tokens.admit(signed(claims().build()));
    tokens.admit(signed(claims().build()));
    assertThat(issuer.timesAsked()).isEqualTo(1);

    String old = signed(claims().build());
    issuer.forgetKeys();
    RSAKey next = issuer.newRsaKey();

    assertThat(tokens.admit(Issuer.sign(next, claims().build())).principal().name())
        .isEqualTo("oidc:ann");
    assertThat(issuer.timesAsked()).isEqualTo(2);
    assertThatThrownBy(() -> tokens.admit(old)).isInstanceOf(CredentialRefused.class);
  }

  @Test
  void asksTheIssuerNoMoreThanTwiceHoweverManyTokensAreForged() throws Exception {
    tokens.admit(signed(claims().build()));
    for (int i = 0; i < 20; i++) {
      RSAKey forged = new RSAKeyGenerator(2048).keyID("forged-" + i).generate();
      assertThatThrownBy(() -> tokens.admit(Issuer.sign(forged, claims().build())))
          .isInstanceOf(CredentialRefused.class);
    }
    assertThat(issuer.timesAsked()).isLessThanOrEqualTo(2);
    assertThat(tokens.admit(signed(claims().build())).principal().name()).isEqualTo("oidc:ann");
  }

  @Test
  void refusesATokenThatAnotherKeyOfTheSameNameHasSigned() throws Exception {
    RSAKey forged = new RSAKeyGenerator(2048).keyID(key.getKeyID()).generate();
    assertRefused(Issuer.sign(forged, claims().build()), "Invalid signature");
  }

  @Test
  void refusesATokenWithoutSignature() {
    assertRefused(new PlainJWT(claims().build()).serialize(), "Unsecured");
  }

  @Test
  void refusesThePublicKeyAsASharedSecret() throws Exception {
    byte[] publicKey = key.toRSAPublicKey().getEncoded();
    byte[] asJson = key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
    for (byte[] secret : List.of(publicKey, asJson)) {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build(),
              claims().build());
      token.sign(new MACSigner(secret));
      assertRefused(token.serialize(), "Another algorithm expected");
    }
  }

  @Test
  void keepsToTheTimesOfAToken() throws Exception {
    tokens.admit(signed(claims().expirationTime(at(-59)).build()));
    assertRefused(signed(claims().expirationTime(at(-61)).build()), "Expired JWT");
    assertRefused(signed(claims().expirationTime(null).build()), "missing required claims");
    tokens.admit(signed(claims().notBeforeTime(at(59)).build()));
    assertRefused(signed(claims().notBeforeTime(at(61)).build()), "before use time");
  }

  @Test
  void refusesWhatIsForSomebodyElse() throws Exception {
    tokens.admit(signed(claims().audience(List.of("other", "serai")).build()));
    assertRefused(signed(claims().audience("other").build()), "aud");
    assertRefused(signed(claims().audience((String) null).build()), "aud");
    assertRefused(signed(claims().issuer("https://evil.example").build()), "iss");
    assertRefused(signed(claims().issuer(null).build()), "iss");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "a.b.c", "eyJhbGciOiJSUzI1NiJ9.e30", "..", "ÿ.ÿ.ÿ"})
  void refusesGarbage(String garbage) {
    assertThatThrownBy(() -> tokens.admit(garbage)).isInstanceOf(CredentialRefused.class);
  }

  @Test
  void refusesAnIssuerThatNamesAnother() throws Exception {
    issuer.nameItself("https://evil.example");
    String token = signed(claims().build());
    assertThatThrownBy(() -> tokens.admit(token))
        .isInstanceOf(IssuerUnavailable.class)
        .hasMessageContaining("issuer 'https://evil.example' answers at");
  }

  @Test
  void saysWhenTheIssuerDoesNotAnswer() throws Exception {
    String token = signed(claims().build());
    issuer.close();
    assertThatThrownBy(() -> tokens.admit(token)).isInstanceOf(IssuerUnavailable.class);
  }

  @Test
  void takesKeysFromAFileWithoutAskingAnybody() throws Exception {
    Path file = home.resolve("keys.json");
    Files.writeString(file, new JWKSet(key).toPublicJWKSet().toString());

    assertThat(tokens("roles", "keys.json").admit(signed(claims().build())).principal().name())
        .isEqualTo("oidc:ann");
    assertThat(issuer.timesAsked()).isZero();
  }

  private Tokens tokens(String rolesClaim, String jwks) {
    return new Tokens(
        new HubConfig.Oidc(issuer.address(), "serai", jwks, "tenant", rolesClaim, "sub"),
        home,
        CLOCK);
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(issuer.address())
        .audience("serai")
        .subject("ann")
        .expirationTime(at(60))
        .claim("tenant", "acme")
        .claim("roles", List.of("submitter"));
  }

  private String signed(JWTClaimsSet claims) throws Exception {
    return Issuer.sign(key, claims);
  }

  private void assertRefused(String token, String why) {
    assertThatThrownBy(() -> tokens.admit(token))
        .isInstanceOf(CredentialRefused.class)
        .hasMessageContaining(why);
  }

  private static Date at(int seconds) {
    return Date.from(NOW.plusSeconds(seconds));
  }
}
