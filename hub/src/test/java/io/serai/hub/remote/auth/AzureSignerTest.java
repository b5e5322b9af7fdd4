package io.serai.hub.remote.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.hub.remote.RequestSigner;
import io.serai.hub.remote.SigningException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access tokens as Azure's library fetches them, before a doorkeeper with another library. */
@SuppressWarnings("NullAway.Init") // JUnit fills these in.
class AzureSignerTest {

  private static final String AUDIENCE = "api://sandbox";
  private static final Map<String, String> APPLICATION =
      Map.of(
          "AZURE_TENANT_ID", EntraTenant.TENANT,
          "AZURE_CLIENT_ID", EntraTenant.CLIENT,
          "AZURE_CLIENT_SECRET", EntraTenant.SECRET);

  @TempDir static Path folder;
  private static LoopbackCertificate certificate;
  private static SSLContext before;
  private EntraTenant entra;
  private Door door;

  @BeforeAll
  static void trustLoopback() throws Exception {
    before = SSLContext.getDefault();
    certificate = LoopbackCertificate.in(folder);
    SSLContext.setDefault(certificate.context());
    APPLICATION.forEach(System::setProperty);
  }

  @AfterAll
  static void trustTheWorldAgain() {
    SSLContext.setDefault(before);
    APPLICATION.keySet().forEach(System::clearProperty);
  }

  @BeforeEach
  void open() throws Exception {
    entra = new EntraTenant(certificate.context());
    door =
        Door.keptBy(
            new TokenDoorkeeper(entra.issuer().name(), AUDIENCE, entra.issuer().publicKeys()));
  }

  @AfterEach
  void close() {
    door.close();
    entra.close();
  }

  @Test
  void isAdmittedWithATokenForTheScope() throws Exception {
    HttpResponse<String> answer = door.call(signer(AUDIENCE));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(door.heard()).containsExactly("{\"code\":\"print(1)\"}");
  }

  @Test
  void isRefusedWithATokenForAnotherScope() throws Exception {
    refused(door.call(signer("api://other")), 403, "JWT aud claim rejected");
  }

  @Test
  void isRefusedWithoutAToken() throws Exception {
    refused(
        door.call(signer(AUDIENCE), sent -> sent.without("Authorization")), 401, "no bearer token");
  }

  @Test
  void isRefusedWhenTheTokenWasChanged() throws Exception {
    refused(
        door.call(
            signer(AUDIENCE),
            sent -> sent.with("Authorization", Issuer.altered(sent.header("Authorization")))),
        403,
        "Invalid signature");
  }

  @Test
  void isRefusedWhenTheTokenIsOver() throws Exception {
    entra.issuer().tokensLast(Duration.ofSeconds(-1));

    refused(door.call(signer(AUDIENCE)), 403, "Expired JWT");
  }

  @Test
  void isRefusedWithATokenOfAnotherIssuer() throws Exception {
    try (EntraTenant stranger = new EntraTenant(certificate.context())) {
      refused(door.call(signer(stranger, AUDIENCE)), 403, "Invalid signature");
    }
  }

  @Test
  void keepsATokenWhileItIsGood() throws Exception {
    RequestSigner signer = signer(AUDIENCE);

    for (int i = 0; i < 3; i++) {
      assertThat(door.call(signer).statusCode()).isEqualTo(200);
    }

    assertThat(entra.issuer().issued()).isOne();
  }

  @Test
  void fetchesANewTokenBeforeTheOldOneIsOver() throws Exception {
    RequestSigner signer = signer(AUDIENCE);
    entra.issuer().tokensLast(Duration.ofMinutes(2));
    assertThat(door.call(signer).statusCode()).isEqualTo(200);
    entra.issuer().tokensLast(Duration.ofHours(1));

    // The library asks no more than once in 30 s.
    Awaitility.await()
        .atMost(Duration.ofSeconds(45))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> door.call(signer).statusCode() == 200 && entra.issuer().issued() == 2);
    assertThat(door.call(signer).statusCode()).isEqualTo(200);

    assertThat(entra.issuer().issued()).isEqualTo(2);
  }

  @Test
  void findsTheApplicationInTheEnvironment() throws Exception {
    assertThat(inAnotherProcess(APPLICATION)).isEqualTo("200 welcome");
  }

  @Test
  void saysWhyATokenCannotBeHad() {
    RequestSigner signer =
        new CloudSigners(Clock.systemUTC())
            .of(
                "azure",
                new HashMap<>(Map.of("scope", "not-a-scope", "authority", entra.authority())));

    assertThatThrownBy(
            () -> signer.sign("GET", URI.create("http://127.0.0.1/"), Map.of(), new byte[0]))
        .isInstanceOf(SigningException.class)
        .hasMessageStartingWith(
            "access token of Entra ID for scope 'not-a-scope' cannot be had; set AZURE_TENANT_ID,"
                + " AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, or give this machine an identity: ");
  }

  private String inAnotherProcess(Map<String, String> environment) throws Exception {
    return OtherProcess.call(
        environment,
        List.of(
            "-Djavax.net.ssl.trustStore=" + certificate.file(),
            "-Djavax.net.ssl.trustStorePassword=" + LoopbackCertificate.PASSWORD),
        door.address("/execute").toString(),
        "azure",
        "scope=" + AUDIENCE + "/.default",
        "authority=" + entra.authority());
  }

  private void refused(HttpResponse<String> answer, int status, String why) {
    assertThat(answer.body()).contains(why);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(door.heard()).isEmpty();
  }

  private RequestSigner signer(String audience) {
    return signer(entra, audience);
  }

  private static RequestSigner signer(EntraTenant tenant, String audience) {
    return new CloudSigners(Clock.systemUTC())
        .of(
            "azure",
            new HashMap<>(
                Map.of("scope", audience + "/.default", "authority", tenant.authority())));
  }
}
