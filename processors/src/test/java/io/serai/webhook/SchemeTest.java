package io.serai.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds each scheme against the example that its vendor publishes, and against forgeries of it. */
class SchemeTest {

  private static final List<Example> EXAMPLES = Example.PUBLISHED;
  private static final String STANDARD_SECRET = Example.STANDARD_SECRET;
  private static final String STANDARD_BODY = Example.STANDARD_BODY;
  private static final Instant STANDARD_AT = Example.STANDARD_AT;

  @TestFactory
  Stream<DynamicTest> takesThePublishedExample() {
    return each(
        "takes",
        example -> {
          List<String> secrets = List.of("whsec_b3RoZXI=", example.secret());
          String first = example.verify(example.once(), example.body(), secrets, example.at());
          String again = example.verify(example.once(), example.body(), secrets, example.at());

          assertThat(first).startsWith(example.scheme().word() + ":").isEqualTo(again);
        });
  }

  @TestFactory
  Stream<DynamicTest> refusesAnotherSecret() {
    return each(
        "wrong secret",
        example ->
            assertRefused(
                example,
                example.once(),
                example.body(),
                List.of(example.secret().startsWith("whsec_") ? "whsec_b3RoZXI=" : "other")));
  }

  @TestFactory
  Stream<DynamicTest> refusesAnAlteredBody() {
    return each(
        "altered body",
        example -> {
          if (example.signs()) {
            assertRefused(example, example.once(), example.body() + " ", List.of(example.secret()));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> refusesAHeaderThatIsMissingOrComesTwice() {
    return each(
        "headers",
        example -> {
          for (String name : example.headers().keySet()) {
            Map<String, List<String>> without = example.once();
            String value = without.remove(name).get(0);
            assertRefused(example, without, example.body(), List.of(example.secret()));
            without.put(name, List.of(value, value));
            assertRefused(example, without, example.body(), List.of(example.secret()));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> refusesAStampThatIsStale() {
    return each(
        "stamp",
        example -> {
          for (long seconds : List.of(-301L, 301L)) {
            Instant now = example.at().plusSeconds(seconds);
            if (example.hasStamp()) {
              assertThatThrownBy(
                      () ->
                          example.verify(
                              example.once(), example.body(), List.of(example.secret()), now))
                  .isInstanceOf(Unverified.class)
                  .hasMessageContaining("is stale; allowed: within five minutes");
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> refusesWhatAnotherSchemeHasSigned() {
    return EXAMPLES.stream()
        .flatMap(
            example ->
                Arrays.stream(Scheme.values())
                    .filter(scheme -> scheme != example.scheme())
                    .filter(scheme -> !example.secret().startsWith("whsec_"))
                    .map(
                        scheme ->
                            DynamicTest.dynamicTest(
                                example.scheme() + " as " + scheme,
                                () ->
                                    assertThatThrownBy(
                                            () ->
                                                scheme.verify(
                                                    new Delivery(
                                                        example.once(),
                                                        example
                                                            .body()
                                                            .getBytes(StandardCharsets.UTF_8)),
                                                    List.of(example.secret()),
                                                    example.at()))
                                        .isInstanceOf(Unverified.class))));
  }

  @TestFactory
  Stream<DynamicTest> refusesNonsense() {
    List<String> nonsense =
        List.of("", ",", "t", "t=,v1=", "v1", "v1,", "v1a,%%%", "=".repeat(8_000), "t=1e9,v1=0");
    return each(
        "nonsense",
        example -> {
          for (String name : example.headers().keySet()) {
            for (String value : nonsense) {
              Map<String, List<String>> broken = example.once();
              broken.put(name, List.of(value));
              if (!name.equals("webhook-id")) {
                assertRefused(example, broken, example.body(), List.of(example.secret()));
              }
            }
          }
        });
  }

  @Test
  void tellsStandardWebhooksApartByTheirSignedId() throws Exception {
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    List<String> secrets = List.of(STANDARD_SECRET);

    assertThat(identity(StandardSigner.headers("msg_1", STANDARD_AT, body, secrets), "{}"))
        .isEqualTo(
            identity(
                StandardSigner.headers("msg_1", STANDARD_AT.plusSeconds(9), body, secrets), "{}"))
        .isNotEqualTo(identity(StandardSigner.headers("msg_2", STANDARD_AT, body, secrets), "{}"));
  }

  @Test
  void signsWithEverySecretThatIsActive() throws Exception {
    byte[] body = STANDARD_BODY.getBytes(StandardCharsets.UTF_8);
    Map<String, String> signed =
        StandardSigner.headers(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            STANDARD_AT,
            body,
            List.of("whsec_b3RoZXI=", STANDARD_SECRET));

    assertThat(signed.get("webhook-signature"))
        .endsWith(" v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    assertThat(identity(signed, STANDARD_BODY)).isNotEmpty();
  }

  @Test
  void takesASignatureOfEd25519() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = pair.getPublic().getEncoded();
    String key =
        "whpk_"
            + Base64.getEncoder()
                .encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update("msg_1.1614265330.{}".getBytes(StandardCharsets.UTF_8));
    String signed = "v1a," + Base64.getEncoder().encodeToString(signature.sign());
    Map<String, List<String>> headers =
        Map.of(
            "webhook-id", List.of("msg_1"),
            "webhook-timestamp", List.of("1614265330"),
            "webhook-signature", List.of("v1,other " + signed));

    assertThat(verify(headers, "{}", key)).startsWith("standard:");
    assertThatThrownBy(() -> verify(headers, "{ }", key)).isInstanceOf(Unverified.class);
    assertThatThrownBy(() -> verify(headers, "{}", "whpk_c2hvcnQ="))
        .hasMessage("webhook secret is not a key; whpk_ is before 32 bytes");
  }

  private static String verify(Map<String, List<String>> headers, String body, String secret)
      throws Unverified {
    return Scheme.STANDARD.verify(
        new Delivery(headers, body.getBytes(StandardCharsets.UTF_8)), List.of(secret), STANDARD_AT);
  }

  private static String identity(Map<String, String> headers, String body) throws Unverified {
    Map<String, List<String>> all = new HashMap<>();
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    return verify(all, body, STANDARD_SECRET);
  }

  private static void assertRefused(
      Example example, Map<String, List<String>> headers, String body, List<String> secrets) {
    assertThatThrownBy(() -> example.verify(headers, body, secrets, example.at()))
        .isInstanceOf(Unverified.class)
        .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain(example.secret()));
  }

  private interface Check {
    void of(Example example) throws Exception;
  }

  private static Stream<DynamicTest> each(String what, Check check) {
    return EXAMPLES.stream()
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.scheme().word() + " " + what, () -> check.of(example)));
  }
}
