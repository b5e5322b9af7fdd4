package io.serai.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.serai.access.Principal;
import io.serai.intake.InvalidMessage.Code;
import io.serai.job.CallbackUrl;
import io.serai.job.JobFile;
import io.serai.job.Reply;
import io.serai.job.Submission;
import io.serai.job.TraceContext;
import io.serai.json.Json;
import io.serai.json.Schema;
import io.serai.json.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a message into a job, or refuses it with everything that is wrong with it. Thread-safe. */
public final class Intake {

  private static final String JSON = "application/json";
  private static final String CLOUDEVENT = "application/cloudevents+json";
  private static final Duration FARTHEST = Duration.ofDays(366);

  private final Schema schema;
  private final Supplier<IntakeRules> rules;
  private final Identifiers identifiers;
  private final Clock clock;

  /**
   * An intake for jobs of the given schema.
   *
   * @param schema the job's JSON Schema
   * @param rules the rules in force, asked for at each message
   * @param identifiers mints job and trace ids
   * @param clock tells when a job was accepted
   */
  public Intake(
      JsonNode schema, Supplier<IntakeRules> rules, Identifiers identifiers, Clock clock) {
    this.schema = new Schema(schema);
    this.rules = rules;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  /**
   * Reads a message.
   *
   * @throws InvalidMessage when it cannot become a job
   */
  public Submission read(RawMessage message) {
    IntakeRules inForce = rules.get();
    requireSize(message, inForce);
    requireMediaType(message);
    Envelope envelope = Envelope.open(ContentCoding.undo(message, inForce.maxBodyBytes()));
    JobDocument document = bind(envelope.document());
    String tenant = tenant(document, message.sender());
    requireKnown(tenant, inForce);
    requireSizes(document, inForce);
    requireHarmlessTwice(document);
    requireOwnId(document, message.sender());
    requireTimes(document, clock.instant());
    TraceContext sender = sender(message, envelope);
    return new Submission(
        document.complete(
            identifiers.mintJobId(),
            tenant,
            IdempotencyKey.of(document, envelope, message),
            inForce.defaults()),
        message.sender().name(),
        message.source(),
        null,
        reply(document, tenant, message, inForce),
        sender == null ? identifiers.mintTraceId() : sender.traceId(),
        sender == null ? null : sender.spanId(),
        sender == null ? null : sender.state(),
        clock.instant(),
        null);
  }

  /** Who brought the message knows it better than who made the event. */
  private static @Nullable TraceContext sender(RawMessage message, Envelope envelope) {
    Map<String, String> attributes = message.attributes();
    TraceContext bringer =
        TraceContext.parse(
            attributes.get(TraceContext.TRACEPARENT), attributes.get(TraceContext.TRACESTATE));
    return bringer == null ? envelope.maker() : bringer;
  }

  private JobDocument bind(JsonNode document) {
    List<Violation> violations = schema.violations(document);
    if (!violations.isEmpty()) {
      throw new InvalidMessage(Code.INVALID_JOB, violations);
    }
    try {
      return Json.MAPPER.treeToValue(document, JobDocument.class);
    } catch (JsonProcessingException e) {
      throw new InvalidMessage(Code.INVALID_JOB, "job is not valid; " + e.getOriginalMessage());
    }
  }

  /** Where the answer goes: where the job says, or else back by the way it came. */
  private static @Nullable Reply reply(
      JobDocument document, String tenant, RawMessage message, IntakeRules rules) {
    if (document.callback() == null) {
      return message.reply();
    }
    String url = document.callback().url();
    try {
      String refusal = rules.callbacks().refusal(tenant, CallbackUrl.of(url));
      if (refusal == null) {
        return new Reply(Reply.CALLBACK, url, null);
      }
      throw new IllegalArgumentException(refusal);
    } catch (IllegalArgumentException e) {
      throw new InvalidMessage(
          Code.INVALID_JOB,
          List.of(new Violation("/callback/url", String.valueOf(e.getMessage()))));
    }
  }

  private static void requireSize(RawMessage message, IntakeRules rules) {
    if (message.body().length > rules.maxBodyBytes()) {
      throw new InvalidMessage(
          Code.BODY_TOO_LARGE,
          "body of "
              + message.body().length
              + " bytes is too large; allowed: up to "
              + rules.maxBodyBytes());
    }
  }

  static void requireMediaType(RawMessage message) {
    String type = message.mediaType();
    if (type != null && !type.equals(JSON) && !type.equals(CLOUDEVENT)) {
      throw new InvalidMessage(
          Code.UNSUPPORTED_MEDIA_TYPE,
          "content type '" + type + "' is not supported; allowed: " + JSON + ", " + CLOUDEVENT);
    }
  }

  /** The sender's credential says for whom it is; only one that may act for any asks the job. */
  private static String tenant(JobDocument document, Principal sender) {
    String own = sender.tenant();
    if (own == null) {
      return document.tenantOrDefault();
    }
    if (document.tenant() != null && !document.tenant().equals(own)) {
      throw new InvalidMessage(
          Code.FOREIGN_TENANT,
          List.of(
              new Violation(
                  "/tenant",
                  "tenant '"
                      + document.tenant()
                      + "' is not the sender's; leave it out, the credential says whose it is")));
    }
    return own;
  }

  /**
   * Ids are unique among all tenants, so whether one is taken would tell of other tenants' jobs.
   * Keys against repetition are each tenant's own.
   */
  private static void requireOwnId(JobDocument document, Principal sender) {
    if (document.id() != null && sender.tenant() != null) {
      throw new InvalidMessage(
          Code.INVALID_JOB,
          List.of(
              new Violation(
                  "/id",
                  "id is chosen by the hub for a sender that is bound to a tenant; leave it out,"
                      + " and send 'idempotencyKey' to be accepted once")));
    }
  }

  private static void requireKnown(String tenant, IntakeRules rules) {
    if (!rules.tenants().contains(tenant)) {
      throw new InvalidMessage(
          Code.UNKNOWN_TENANT,
          "tenant '"
              + tenant
              + "' is unknown; add it to policies/allowlist.yaml or send a tenant listed there");
    }
  }

  private static void requireHarmlessTwice(JobDocument document) {
    if (document.wantsSeveralPlaces() && !document.mayRunTwice()) {
      throw new InvalidMessage(
          Code.INVALID_JOB,
          List.of(
              new Violation(
                  "/placement/mode",
                  "mode may run the job more than once; set 'idempotent' to true if that does no"
                      + " harm, or use mode 'one'")));
    }
  }

  private static void requireTimes(JobDocument document, Instant now) {
    Instant notBefore = document.notBefore();
    Instant deadline = document.deadline();
    if (notBefore != null && notBefore.isAfter(now.plus(FARTHEST))) {
      throw new InvalidMessage(
          Code.INVALID_JOB,
          List.of(
              new Violation(
                  "/notBefore",
                  "'" + notBefore + "' is too far away; allowed: up to a year from now")));
    }
    if (notBefore != null && deadline != null && !deadline.isAfter(notBefore)) {
      throw new InvalidMessage(
          Code.INVALID_JOB,
          List.of(
              new Violation(
                  "/deadline", "'" + deadline + "' is too early; allowed: later than notBefore")));
    }
  }

  private static void requireSizes(JobDocument document, IntakeRules rules) {
    List<Violation> violations = new ArrayList<>();
    int codeBytes = document.codeOrNone().getBytes(StandardCharsets.UTF_8).length;
    if (codeBytes > rules.maxCodeBytes()) {
      violations.add(tooLarge("/code", codeBytes, rules.maxCodeBytes()));
    }
    List<JobFile> files = document.filesOrNone();
    if (files.size() > rules.maxFiles()) {
      violations.add(
          new Violation(
              "/files", files.size() + " files are too many; allowed: up to " + rules.maxFiles()));
    }
    for (int i = 0; i < files.size(); i++) {
      JobFile file = files.get(i);
      if (file.content().length > rules.maxFileBytes()) {
        violations.add(
            tooLarge("/files/" + i + "/content", file.content().length, rules.maxFileBytes()));
      }
      if (!staysInside(file.path())) {
        violations.add(
            new Violation(
                "/files/" + i + "/path",
                "path '"
                    + file.path()
                    + "' leaves the working folder; allowed: a relative path"
                    + " without '..' or control characters"));
      }
    }
    if (!violations.isEmpty()) {
      throw new InvalidMessage(Code.INVALID_JOB, violations);
    }
  }

  private static Violation tooLarge(String pointer, long bytes, long allowed) {
    return new Violation(pointer, bytes + " bytes are too large; allowed: up to " + allowed);
  }

  private static boolean staysInside(String path) {
    return !path.startsWith("/")
        && path.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '\\')
        && List.of(path.split("/", -1)).stream()
            .noneMatch(part -> part.isEmpty() || part.equals("..") || part.equals("."));
  }
}
