package io.serai.hub.remote.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.hub.remote.RequestSigner;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the AWS library signs, before a doorkeeper that shares no code with it. */
class AwsSignerTest {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
  private static final SigV4Doorkeeper.Account ACCOUNT =
      new SigV4Doorkeeper.Account("AKIDEXAMPLE", "secret/of+the=account", "session-token");
  private static final Map<String, String> CREDENTIALS =
      Map.of(
          "aws.accessKeyId", ACCOUNT.id(),
          "aws.secretAccessKey", ACCOUNT.secret(),
          "aws.sessionToken", "session-token");

  private Door door;

  @BeforeEach
  void open() throws Exception {
    CREDENTIALS.forEach(System::setProperty);
    door = Door.keptBy(new SigV4Doorkeeper(ACCOUNT, "eu-central-1", "lambda", NOON));
  }

  @AfterEach
  void close() {
    CREDENTIALS.keySet().forEach(System::clearProperty);
    door.close();
  }

  @Test
  void isAdmittedWithWhatItSigned() throws Exception {
    HttpResponse<String> answer = door.call(signer("eu-central-1", "lambda", NOON));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(door.heard()).containsExactly("{\"code\":\"print(1)\"}");
  }

  @Test
  void isAdmittedWithoutASession() throws Exception {
    System.clearProperty("aws.sessionToken");
    SigV4Doorkeeper.Account user =
        new SigV4Doorkeeper.Account(ACCOUNT.id(), ACCOUNT.secret(), null);
    try (Door plain = Door.keptBy(new SigV4Doorkeeper(user, "eu-central-1", "execute-api", NOON))) {
      HttpResponse<String> answer = plain.call(signer("eu-central-1", "execute-api", NOON));

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  @Test
  void isRefusedWhenTheBodyWasChanged() throws Exception {
    refused(sent -> sent.saying("{\"code\":\"print(2)\"}"), "body hash does not match");
  }

  @Test
  void isRefusedWhenTheBodyAndItsHashWereChanged() throws Exception {
    String other = SigV4.hash(new byte[0]);
    refused(
        sent -> sent.saying("").with("x-amz-content-sha256", other),
        "The request signature we calculated does not match");
  }

  @Test
  void isRefusedWhenThePathWasChanged() throws Exception {
    refused(
        sent -> sent.at("/other?wait=true&x=%2F"),
        "The request signature we calculated does not match");
  }

  @Test
  void isRefusedWhenTheQueryWasChanged() throws Exception {
    refused(
        sent -> sent.at(sent.path().replace("true", "false")),
        "The request signature we calculated does not match");
  }

  @Test
  void isRefusedWhenASignedHeaderWasChanged() throws Exception {
    refused(
        sent -> sent.with("Content-Type", "text/plain"),
        "The request signature we calculated does not match");
  }

  @Test
  void isRefusedWhenTheSignatureIsMissing() throws Exception {
    refused(sent -> sent.without("Authorization"), "Missing Authentication Token");
  }

  @Test
  void isRefusedWithTheTokenOfAnotherSession() throws Exception {
    refused(
        sent -> sent.with("X-Amz-Security-Token", "another"),
        "The security token included in the request is invalid");
  }

  @Test
  void isRefusedWhenItIsOlderThanTheWindow() throws Exception {
    Clock late = Clock.offset(NOON, Duration.ofMinutes(-16));

    refused(signer("eu-central-1", "lambda", late), "Signature expired or not yet current");
  }

  @Test
  void isRefusedInAnotherRegion() throws Exception {
    refused(
        signer("us-east-1", "lambda", NOON),
        "Credential should be scoped to 20260301/eu-central-1/lambda/aws4_request");
  }

  @Test
  void isRefusedWithAnotherSecret() throws Exception {
    System.setProperty("aws.secretAccessKey", "another");

    refused(
        signer("eu-central-1", "lambda", NOON),
        "The request signature we calculated does not match");
  }

  @Test
  void namesTheParameterThatIsMissing() {
    assertThatThrownBy(
            () -> new CloudSigners(NOON).of("aws", new HashMap<>(Map.of("region", "eu-central-1"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("auth 'aws' has no 'service'; add service=… to the endpoint");
  }

  @Test
  void namesWhatIsAllowed() {
    assertThatThrownBy(() -> new CloudSigners(NOON).of("ibm", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("auth 'ibm' is unknown; allowed: aws, azure, gcp, mtls");
  }

  private void refused(UnaryOperator<Door.Sent> onTheWay, String why) throws Exception {
    expectRefusal(door.call(signer("eu-central-1", "lambda", NOON), onTheWay), why);
  }

  private void refused(RequestSigner signer, String why) throws Exception {
    expectRefusal(door.call(signer), why);
  }

  private void expectRefusal(HttpResponse<String> answer, String why) {
    assertThat(answer.body()).isEqualTo(why);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(door.heard()).isEmpty();
  }

  private static RequestSigner signer(String region, String service, Clock clock) {
    return new CloudSigners(clock)
        .of("aws", new HashMap<>(Map.of("region", region, "service", service)));
  }
}
