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

  /** A published example: the headers that belong to a body, and when they were made. */
  private record Example(
      Scheme scheme, String secret, String body, Instant at, Map<String, String> headers) {

    String verify(Map<String, List<String>> given, String text, List<String> secrets, Instant now)
        throws Unverified {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return scheme.verify(new Delivery(given, bytes), secrets, now);
    }

    Map<String, List<String>> once() {
      Map<String, List<String>> all = new HashMap<>();
      headers.forEach((name, value) -> all.put(name, List.of(value)));
      return all;
    }

    /** Whether its signature covers the body and the time. */
    boolean signs() {
      return !headers.containsKey("x-gitlab-token");
    }

    boolean hasStamp() {
      return signs() && scheme != Scheme.GITHUB;
    }
  }

  private static final String STANDARD_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final Map<String, String> STANDARD_HEADERS =
      Map.of(
          "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
          "webhook-timestamp", "1614265330",
          "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  private static final String STANDARD_BODY = "{\"test\": 2432232314}";
  private static final Instant STANDARD_AT = Instant.ofEpochSecond(1_614_265_330);

  private static final List<Example> EXAMPLES =
      List.of(
          new Example(
              Scheme.GITHUB,
              "It's a Secret to Everybody",
              "Hello, World!",
              Instant.EPOCH,
              Map.of(
                  "x-hub-signature-256",
                  "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")),
          new Example(
              Scheme.SLACK,
              "8f742231b10e8888abcd99yyyzzz85a5",
              "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
                  + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA"
                  + "&user_name=roadrunner&command=%2Fwebhook-collect&text="
                  + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J"
                  + "%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                  + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
              Instant.ofEpochSecond(1_531_420_618),
              Map.of(
                  "x-slack-request-timestamp",
                  "1531420618",
                  "x-slack-signature",
                  "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")),
          new Example(
              Scheme.STRIPE,
              "webhook_secret",
              stripeEvent(),
              Instant.ofEpochSecond(1_533_204_620),
              Map.of(
                  "stripe-signature",
                  "t=1533204620,"
                      + "v1=2220f87ef101a04665f11cdf770523143f875572008577fa0f20882ddb9cc3c7,"
                      + "v0=63f3a72374a733066c4be69ed7f8e5ac85c22c9f0a6a612ab9a025a9e4ee7eef")),
          new Example(
              Scheme.STANDARD, STANDARD_SECRET, STANDARD_BODY, STANDARD_AT, STANDARD_HEADERS),
          new Example(Scheme.GITLAB, STANDARD_SECRET, STANDARD_BODY, STANDARD_AT, STANDARD_HEADERS),
          new Example(
              Scheme.GITLAB,
              "plain-token",
              "{\"object_kind\":\"push\"}",
              Instant.EPOCH,
              Map.of("x-gitlab-token", "plain-token")));

  /** The event in the tests of Stripe's own libraries, from its lines. */
  private static String stripeEvent() {
    return """
        {
          "id": "evt_123",
          "object": "event",
          "account": "acct_123",
          "api_version": "2017-05-25",
          "created": 1533204620,
          "data": {
            "object": {
              "id": "cus_123",
              "object": "customer",
              "created": 123456789,
              "email": "test@stripe.com",
              "livemode": false,
              "metadata": {}
            }
          },
          "livemode": false,
          "pending_webhooks": 1,
          "request": {
            "id": "req_123",
            "idempotency_key": "idempotency-key-123"
          },
          "type": "customer.created"
        }
        """;
  }

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
