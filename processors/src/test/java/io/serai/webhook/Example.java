package io.serai.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An example that a vendor publishes.
 *
 * @param scheme whose it is
 * @param secret made its signature
 * @param body what is signed
 * @param at when it was made
 * @param headers belong to it
 */
record Example(Scheme scheme, String secret, String body, Instant at, Map<String, String> headers) {

  static final String STANDARD_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final Map<String, String> STANDARD_HEADERS =
      Map.of(
          "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
          "webhook-timestamp", "1614265330",
          "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  static final String STANDARD_BODY = "{\"test\": 2432232314}";
  static final Instant STANDARD_AT = Instant.ofEpochSecond(1_614_265_330);

  static final List<Example> PUBLISHED =
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
