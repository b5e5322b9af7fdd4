package io.serai.hub.remote.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.auth.oauth2.GoogleCredentials;
import io.serai.hub.remote.RequestSigner;
import io.serai.hub.remote.SigningException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Identity tokens as Google's library fetches them, before a doorkeeper with another library. */
@SuppressWarnings("NullAway.Init") // JUnit fills these in.
class GcpSignerTest {

  private static final String AUDIENCE = "https://run.example";

  @TempDir Path folder;
  private GoogleAccounts google;
  private Door door;

  @BeforeEach
  void open() throws Exception {
    google = new GoogleAccounts();
    door =
        Door.keptBy(
            new TokenDoorkeeper(google.issuer().name(), AUDIENCE, google.issuer().publicKeys()));
  }

  @AfterEach
  void close() {
    door.close();
    google.close();
  }

  @Test
  void isAdmittedWithATokenForTheAudience() throws Exception {
    HttpResponse<String> answer = door.call(signer(AUDIENCE));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(door.heard()).containsExactly("{\"code\":\"print(1)\"}");
  }

  @Test
  void isRefusedWithATokenForAnotherAudience() throws Exception {
    refused(door.call(signer("https://other.example")), 403, "JWT aud claim rejected");
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
    google.issuer().tokensLast(Duration.ofSeconds(-1));

    refused(door.call(signer(AUDIENCE)), 403, "Expired JWT");
  }

  @Test
  void isRefusedWithATokenOfAnotherIssuer() throws Exception {
    try (GoogleAccounts stranger = new GoogleAccounts()) {
      refused(door.call(signer(stranger, AUDIENCE)), 403, "Invalid signature");
    }
  }

  @Test
  void keepsATokenWhileItIsGood() throws Exception {
    RequestSigner signer = signer(AUDIENCE);

    for (int i = 0; i < 3; i++) {
      assertThat(door.call(signer).statusCode()).isEqualTo(200);
    }

    assertThat(google.issuer().issued()).isOne();
  }

  @Test
  void fetchesANewTokenBeforeTheOldOneIsOver() throws Exception {
    RequestSigner signer = signer(AUDIENCE);
    google.issuer().tokensLast(Duration.ofMinutes(2));
    assertThat(door.call(signer).statusCode()).isEqualTo(200);
    google.issuer().tokensLast(Duration.ofHours(1));

    assertThat(door.call(signer).statusCode()).isEqualTo(200);
    assertThat(door.call(signer).statusCode()).isEqualTo(200);

    assertThat(google.issuer().issued()).isEqualTo(2);
  }

  @Test
  void findsTheKeyFileThatTheEnvironmentNames() throws Exception {
    String said =
        OtherProcess.call(
            Map.of("GOOGLE_APPLICATION_CREDENTIALS", google.keyFile(folder).toString()),
            List.of(),
            door.address("/execute").toString(),
            "gcp",
            "audience=" + AUDIENCE);

    assertThat(said).isEqualTo("200 welcome");
  }

  @Test
  void asksTheMetadataServerOfItsMachine() throws Exception {
    String said =
        OtherProcess.call(
            Map.of(
                "GCE_METADATA_HOST", google.metadataHost(), "CLOUDSDK_CONFIG", folder.toString()),
            List.of("-Duser.home=" + folder),
            door.address("/execute").toString(),
            "gcp",
            "audience=" + AUDIENCE);

    assertThat(said).isEqualTo("200 welcome");
  }

  @Test
  void saysWhichCredentialsAreMissing() {
    GcpSigner signer =
        new GcpSigner(
            AUDIENCE,
            () -> {
              throw new IOException("no credentials here");
            });

    assertThatThrownBy(
            () -> signer.sign("GET", URI.create("http://127.0.0.1/"), Map.of(), new byte[0]))
        .isInstanceOf(SigningException.class)
        .hasMessage(
            "identity token of Google for audience 'https://run.example' cannot be had; set"
                + " GOOGLE_APPLICATION_CREDENTIALS to a service account's key file, or give this"
                + " machine a service account: no credentials here");
  }

  private void refused(HttpResponse<String> answer, int status, String why) {
    assertThat(answer.body()).contains(why);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(door.heard()).isEmpty();
  }

  private RequestSigner signer(String audience) throws Exception {
    return signer(google, audience);
  }

  private RequestSigner signer(GoogleAccounts accounts, String audience) throws Exception {
    Path key = accounts.keyFile(folder);
    return new GcpSigner(
        audience,
        () -> {
          try (InputStream content = Files.newInputStream(key)) {
            return GoogleCredentials.fromStream(content);
          }
        });
  }
}
