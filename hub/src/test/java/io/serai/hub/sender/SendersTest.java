package io.serai.hub.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.access.Principal;
import io.serai.access.Role;
import io.serai.hub.config.SenderProof;
import io.serai.hub.secret.Secrets;
import io.serai.intake.InvalidMessage;
import io.serai.intake.RawMessage;
import io.serai.job.Reply;
import io.serai.policy.SendersPolicy;
import io.serai.policy.SendersPolicy.Algorithm;
import io.serai.policy.SendersPolicy.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init") // JUnit makes these before each test.
class SendersTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final String FRESH = "2026-01-31T11:59:00Z";
  private static final String SECRET = "a secret that is long enough to be one";
  private static final Reply REPLY = new Reply("rabbitmq", "answers", "c1");

  @TempDir private Path directory;
  private KeyPair pair;
  private Senders senders;

  @BeforeEach
  void makeKeys() throws Exception {
    pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Path file = directory.resolve("ed.pem");
    Files.writeString(
        file,
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n");
    SendersPolicy policy =
        new SendersPolicy(
            3_600,
            Map.of("app", "demo"),
            Map.of("serai.jobs.demo", "demo"),
            Map.of(
                "h1", new SigningKey("demo", Algorithm.HMAC_SHA_256, "env:H1"),
                "h2", new SigningKey("default", Algorithm.HMAC_SHA_256, "env:H2"),
                "short", new SigningKey("demo", Algorithm.HMAC_SHA_256, "env:SHORT"),
                "unset", new SigningKey("demo", Algorithm.HMAC_SHA_256, "env:UNSET"),
                "e1", new SigningKey("demo", Algorithm.ED25519, "file:" + file)));
    Map<String, String> environment =
        Map.of("H1", SECRET, "H2", "another secret that is long enough", "SHORT", "brief");
    Secrets secrets = Secrets.local(environment::get);
    senders = new Senders(() -> policy, secrets, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void believesTheBrokersUserAndTopic() {
    assertThat(senders.prove(message(Map.of()), SenderProof.USER_ID, "app").sender())
        .isEqualTo(new Principal("app", "demo", Set.of(Role.SUBMITTER)));
    assertThat(senders.prove(message(Map.of()), SenderProof.TOPIC, "serai.jobs.demo").sender())
        .isEqualTo(new Principal("serai.jobs.demo", "demo", Set.of(Role.SUBMITTER)));
    assertThat(senders.prove(message(Map.of()), SenderProof.NONE, null).sender())
        .isEqualTo(Principal.LOCAL);
  }

  @Test
  void refusesAUserOrATopicThatIsNotListed() {
    assertThat(refusal(SenderProof.USER_ID, "guest"))
        .isEqualTo("user 'guest' is unknown; policies/senders.yaml lists those that may send");
    assertThat(refusal(SenderProof.USER_ID, null)).startsWith("message names no user; ");
    assertThat(refusal(SenderProof.TOPIC, "serai.jobs")).startsWith("topic 'serai.jobs' is unkn");
  }

  @Test
  void believesASignatureAndMakesItTheIdentity() throws Exception {
    for (Map<String, String> signed : java.util.List.of(hmac("h1", SECRET), ed25519("e1"))) {
      Map<String, String> attributes = new HashMap<>(signed);
      attributes.put("idempotency-key", "unsigned");
      attributes.put("ce_id", "unsigned");
      RawMessage proven = senders.prove(message(attributes), SenderProof.SIGNED, null);

      String key = String.valueOf(signed.get("serai-key-id"));
      assertThat(proven.sender()).isEqualTo(new Principal(key, "demo", Set.of(Role.SUBMITTER)));
      assertThat(proven.messageId()).isEqualTo("signed:" + key + ":m1");
      assertThat(proven.attributes()).containsOnlyKeys("content-encoding");
      assertThat(proven.reply()).isEqualTo(REPLY);
    }
  }

  @Test
  void refusesTheKeyOfAnotherTenant() throws Exception {
    assertRefused(message(hmac("h2", SECRET)));
    assertRefused(message(hmac("unknown", SECRET)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"serai-key-id", "serai-message-id", "serai-timestamp", "serai-signature"})
  void refusesAMessageThatLacksAHeader(String name) throws Exception {
    Map<String, String> attributes = hmac("h1", SECRET);
    attributes.remove(name);

    assertThatThrownBy(() -> senders.prove(message(attributes), SenderProof.SIGNED, null))
        .hasMessageStartingWith("message is not signed; needed: serai-key-id");
  }

  @ParameterizedTest
  @CsvSource({
    "serai-message-id, m2",
    "serai-timestamp, 2026-01-31T11:58:00Z",
    "serai-signature, AAAA",
    "serai-signature, not base64",
    "content-encoding, identity"
  })
  void refusesAHeaderThatWasAltered(String name, String value) throws Exception {
    Map<String, String> attributes = hmac("h1", SECRET);
    attributes.put(name, value);

    assertRefused(message(attributes));
  }

  @Test
  void refusesABodyAReplyAddressOrATypeThatWasAltered() throws Exception {
    RawMessage sent = message(hmac("h1", SECRET));

    assertRefused(copy(sent, "{ }", sent.contentType(), REPLY));
    assertRefused(copy(sent, "{}", "text/plain", REPLY));
    assertRefused(copy(sent, "{}", sent.contentType(), new Reply("rabbitmq", "mine", "c1")));
    assertRefused(copy(sent, "{}", sent.contentType(), new Reply("rabbitmq", "answers\nc1", "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-01-31T10:59:00Z", "2026-01-31T12:06:00Z", "yesterday"})
  void refusesATimeThatIsNotFresh(String timestamp) throws Exception {
    assertThatThrownBy(
            () -> senders.prove(message(signed("h1", timestamp)), SenderProof.SIGNED, null))
        .hasMessage(
            "timestamp '" + timestamp + "' is not fresh; allowed: RFC 3339, at most 3600 s ago");
  }

  @Test
  void refusesAKeyThatIsNotThereOrTooShort() throws Exception {
    assertRefused(message(hmac("unset", SECRET)));
    assertRefused(message(hmac("short", "brief")));
  }

  private void assertRefused(RawMessage message) {
    InvalidMessage refused =
        catchThrowableOfType(
            InvalidMessage.class, () -> senders.prove(message, SenderProof.SIGNED, null));
    assertThat(refused.code()).isEqualTo(InvalidMessage.Code.UNAUTHENTICATED);
    assertThat(refused).hasMessageStartingWith("signature is not that of key ");
  }

  private String refusal(SenderProof proof, @org.jspecify.annotations.Nullable String witnessed) {
    InvalidMessage refused =
        catchThrowableOfType(
            InvalidMessage.class, () -> senders.prove(message(Map.of()), proof, witnessed));
    return String.valueOf(refused.getMessage());
  }

  private static RawMessage message(Map<String, String> attributes) {
    return new RawMessage(
        Principal.LOCAL,
        "rabbitmq",
        "{}".getBytes(StandardCharsets.UTF_8),
        "application/json",
        attributes,
        "broker's",
        REPLY);
  }

  private static RawMessage copy(
      RawMessage of, String body, @org.jspecify.annotations.Nullable String type, Reply reply) {
    return new RawMessage(
        of.sender(),
        of.source(),
        body.getBytes(StandardCharsets.UTF_8),
        type,
        of.attributes(),
        of.messageId(),
        reply);
  }

  private static Map<String, String> hmac(String key, String secret) throws Exception {
    return attributes(key, FRESH, mac(secret, text(key, FRESH)));
  }

  private static Map<String, String> signed(String key, String timestamp) throws Exception {
    return attributes(key, timestamp, mac(SECRET, text(key, timestamp)));
  }

  private Map<String, String> ed25519(String key) throws Exception {
    Signature signing = Signature.getInstance("Ed25519");
    signing.initSign(pair.getPrivate());
    signing.update(text(key, FRESH));
    return attributes(key, FRESH, signing.sign());
  }

  private static byte[] mac(String secret, byte[] text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return mac.doFinal(text);
  }

  /** Written out as docs/ingress.md says, not by the code that checks it. */
  private static byte[] text(String key, String timestamp) {
    return ("serai-v1\n" + key + "\nm1\n" + timestamp + "\nanswers\nc1\napplication/json\ngzip\n{}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, String> attributes(String key, String timestamp, byte[] signature) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put("content-encoding", "gzip");
    attributes.put("serai-key-id", key);
    attributes.put("serai-message-id", "m1");
    attributes.put("serai-timestamp", timestamp);
    attributes.put("serai-signature", Base64.getEncoder().encodeToString(signature));
    return attributes;
  }
}
