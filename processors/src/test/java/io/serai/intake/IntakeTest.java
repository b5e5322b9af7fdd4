package io.serai.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.access.Principal;
import io.serai.access.Role;
import io.serai.job.Job;
import io.serai.job.Limits;
import io.serai.job.Reply;
import io.serai.job.Submission;
import io.serai.json.Json;
import io.serai.policy.CallbackPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTest {

  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private static final Limits DEFAULTS = new Limits(1, 2, 3, 4, 5, 6, 7, 8);
  private static final String JOB = "{\"language\":\"python\",\"code\":\"1\"}";

  private final Intake intake = intake();

  @Test
  void fillsEveryGapWithADefault() {
    Job job = read(JOB, Map.of(), null).job();

    assertThat(job.tenant()).isEqualTo("default");
    assertThat(job.limits()).isEqualTo(DEFAULTS);
    assertThat(job.priority()).isEqualTo(5);
    assertThat(job.id().value().version()).isEqualTo(7);
  }

  @Test
  void takesTheSendersKeyBeforeTheEventsAndTheTransports() {
    String own = JOB.replace("}", ",\"idempotencyKey\":\"own\"}");
    Map<String, String> header = Map.of("idempotency-key", "header");
    Map<String, String> event =
        Map.of("ce_specversion", "1.0", "ce_id", "7", "ce_source", "/s", "ce_type", "t");

    assertThat(read(own, header, "m").job().idempotencyKey()).isEqualTo("own");
    assertThat(read(JOB, header, "m").job().idempotencyKey()).isEqualTo("header");
    assertThat(read(JOB, event, "m").job().idempotencyKey()).isEqualTo("/s#7");
    assertThat(read(JOB, Map.of(), "m").job().idempotencyKey()).isEqualTo("m");
  }

  @Test
  void goesOnWithTheSendersTrace() {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    Map<String, String> parent = Map.of("traceparent", "00-" + trace + "-b7ad6b7169203331-01");

    assertThat(read(JOB, parent, null).traceId()).isEqualTo(trace);
    assertThat(read(JOB, parent, null).parentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(read(JOB, Map.of("traceparent", "nonsense"), null).traceId())
        .matches("[0-9a-f]{32}");
    assertThat(read(JOB, Map.of(), null).parentSpanId()).isNull();
  }

  @Test
  void passesOnTheStateThatCameWithTheSpanItGoesOnWith() {
    String span = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    Map<String, String> event = new HashMap<>();
    event.putAll(Map.of("ce_specversion", "1.0", "ce_id", "7", "ce_source", "/s", "ce_type", "t"));
    event.putAll(Map.of("ce_traceparent", span, "ce_tracestate", "maker=1"));
    event.put("tracestate", "bringer=1");
    Map<String, String> brought = new HashMap<>(event);
    brought.put("traceparent", span);

    assertThat(read(JOB, event, null).traceState()).isEqualTo("maker=1");
    assertThat(read(JOB, brought, null).traceState()).isEqualTo("bringer=1");
    assertThat(read(JOB, Map.of("tracestate", "a=1"), null).traceState()).isNull();
    assertThat(read(JOB, Map.of("traceparent", span, "tracestate", "?"), null))
        .returns("b7ad6b7169203331", Submission::parentSpanId)
        .returns(null, Submission::traceState);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "/etc/x", "a/../b", "a//b", "./a", "a\\b", "a\u0001b"})
  void refusesAFileThatLeavesTheWorkingFolder(String path) {
    var job = Json.MAPPER.createObjectNode().put("language", "python").put("code", "1");
    job.set("files", Json.MAPPER.valueToTree(List.of(Map.of("path", path, "content", ""))));

    InvalidMessage refused =
        catchThrowableOfType(InvalidMessage.class, () -> read(job.toString(), Map.of(), null));

    assertThat(refused.code()).isEqualTo(InvalidMessage.Code.INVALID_JOB);
    assertThat(refused).hasMessageStartingWith("/files/0/path: path '");
  }

  @Test
  void refusesAnEventThatLacksAnAttribute() {
    Map<String, String> event = Map.of("ce_specversion", "1.0");

    assertThat(catchThrowableOfType(InvalidMessage.class, () -> read(JOB, event, null)))
        .hasMessage("CloudEvent lacks an attribute; required: specversion, id, source, type");
  }

  @Test
  void takesTheTenantFromTheCredential() {
    Principal sender = new Principal("key-1", "default", Set.of(Role.SUBMITTER));

    Submission submission = readFrom(sender, JOB, Map.of(), null);

    assertThat(submission.job().tenant()).isEqualTo("default");
    assertThat(submission.submitter()).isEqualTo("key-1");
  }

  @Test
  void refusesAJobForATenantThatIsNotTheSenders() {
    Principal sender = new Principal("key-1", "acme", Set.of(Role.SUBMITTER));
    String foreign = JOB.replaceFirst("\\{", "{\"tenant\": \"default\", ");

    assertThatThrownBy(() -> readFrom(sender, foreign, Map.of(), null))
        .isInstanceOf(InvalidMessage.class)
        .hasMessage(
            "/tenant: tenant 'default' is not the sender's; leave it out, the credential says"
                + " whose it is");
  }

  @Test
  void sendsTheAnswerWhereTheJobSays() {
    String url = "https://hooks.example.org/done?job=1";

    assertThat(read(calledBack(url), Map.of(), null).reply())
        .isEqualTo(new Reply("callback", url, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://hooks.example.org/ | callback to 'hooks.example.org:80' is not https; allowed:"
            + " https, or a receiver that policies/webhooks.yaml allows",
        "https://2130706433/ | '2130706433' is not a host; allowed: a DNS name or an IP address",
        "https://me:word@example.org/ | callback has a user or a fragment; allowed:"
            + " https://host/path?query",
      })
  void refusesACallback(String url, String complaint) {
    assertThatThrownBy(() -> read(calledBack(url), Map.of(), null))
        .hasMessage("/callback/url: " + complaint);
  }

  @Test
  void refusesACallbackThatWouldNotBeSigned() {
    Principal sender = new Principal("key-1", "unsigned", Set.of(Role.SUBMITTER));

    assertThatThrownBy(() -> readFrom(sender, calledBack("https://example.org/"), Map.of(), null))
        .hasMessage(
            "/callback/url: tenant 'unsigned' has no callback secrets; add them to 'callbacks' in"
                + " policies/webhooks.yaml");
  }

  @Test
  void keepsTheKeysOfWebhooksForWebhooks() {
    String own = JOB.replace("}", ",\"idempotencyKey\":\"webhook:github:1\"}");
    Map<String, String> header = Map.of("idempotency-key", "webhook:github:1");

    String refusal = "begin it with another word";

    assertThatThrownBy(() -> read(own, Map.of(), null)).hasMessageContaining(refusal);
    assertThatThrownBy(() -> read(JOB, header, null)).hasMessageContaining(refusal);
    assertThatThrownBy(() -> read(JOB, Map.of(), "webhook:github:1")).hasMessageContaining(refusal);
    RawMessage webhook =
        new RawMessage(
            Principal.LOCAL,
            RawMessage.WEBHOOK,
            JOB.getBytes(StandardCharsets.UTF_8),
            null,
            Map.of(),
            "webhook:github:1",
            null);
    assertThat(intake.read(webhook).job().idempotencyKey()).isEqualTo("webhook:github:1");
  }

  private static String calledBack(String url) {
    return JOB.replace("}", ",\"callback\":{\"url\":\"" + url + "\"}}");
  }

  @Test
  void letsOnlySendersForAnyTenantChooseIds() {
    Principal sender = new Principal("key-1", "default", Set.of(Role.SUBMITTER));
    String chosen = JOB.replaceFirst("\\{", "{\"id\": \"01890a5d-ac96-774b-bcce-b302099a8057\", ");

    assertThat(readFrom(Principal.LOCAL, chosen, Map.of(), null).job().id())
        .hasToString("01890a5d-ac96-774b-bcce-b302099a8057");
    assertThatThrownBy(() -> readFrom(sender, chosen, Map.of(), null))
        .isInstanceOf(InvalidMessage.class)
        .hasMessage(
            "/id: id is chosen by the hub for a sender that is bound to a tenant; leave it out,"
                + " and send 'idempotencyKey' to be accepted once");
  }

  private Submission read(String body, Map<String, String> attributes, @Nullable String messageId) {
    return readFrom(Principal.LOCAL, body, attributes, messageId);
  }

  private Submission readFrom(
      Principal sender, String body, Map<String, String> attributes, @Nullable String messageId) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return intake.read(new RawMessage(sender, "kafka", bytes, null, attributes, messageId, null));
  }

  private static Intake intake() {
    Path schema = Path.of(System.getProperty("serai.home"), "routes/10-intake/job.schema.json");
    try {
      return new Intake(
          Json.MAPPER.readTree(schema.toFile()),
          () ->
              new IntakeRules(
                  DEFAULTS,
                  10_000,
                  1_000,
                  4,
                  1_000,
                  Set.of("default", "unsigned"),
                  new CallbackPolicy(
                      72,
                      List.of(),
                      Map.of("default", new CallbackPolicy.Signing(List.of("env:SECRET"))))),
          new Identifiers(CLOCK),
          CLOCK);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
