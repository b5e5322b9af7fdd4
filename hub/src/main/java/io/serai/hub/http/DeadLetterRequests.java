package io.serai.hub.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.access.Principal;
import io.serai.hub.sender.Senders;
import io.serai.intake.InvalidMessage;
import io.serai.intake.RawMessage;
import io.serai.job.JobId;
import io.serai.json.Json;
import io.serai.store.Acceptance;
import io.serai.store.AuditStore;
import io.serai.store.DeadLetter;
import io.serai.store.DeadLetterStore;
import io.serai.store.DeadLetterStore.Kept;
import io.serai.store.DeadLetterStore.Query;
import io.serai.store.DeadLetterStore.State;
import io.serai.store.DeadLetterStore.Summary;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The requests about dead letters. Each method is one operation, or a step of one. */
public final class DeadLetterRequests {

  /** The exchange property that tells whether a letter is a message, and not an answer. */
  private static final String MESSAGE = "serai.letter.message";

  private static final String LETTER = "serai.letter";

  private final DeadLetterStore store;
  private final AuditStore audit;

  /** Answers from the store; every replay and drop is noted in the audit log. */
  public DeadLetterRequests(DeadLetterStore store, AuditStore audit) {
    this.store = store;
    this.audit = audit;
  }

  /** Answers with letters by filter. */
  public void list(Exchange exchange) throws Exception {
    Message message = exchange.getMessage();
    Principal caller = Caller.of(exchange);
    Query query =
        new Query(
            state(Parameters.text(message, "state")),
            Parameters.text(message, "source"),
            Parameters.text(message, "code"),
            caller.tenant() == null ? Parameters.text(message, "tenant") : caller.tenant(),
            Parameters.instant(message, "since"),
            Parameters.text(message, "before") == null ? null : number(message, "before"),
            Parameters.limit(message));
    List<Summary> letters = store.list(query);
    Responses.json(
        exchange,
        200,
        letters.size() == query.limit()
            ? Map.of("deadLetters", letters, "before", letters.get(letters.size() - 1).id())
            : Map.of("deadLetters", letters));
  }

  /** Answers with one letter, whole. */
  public void get(Exchange exchange) throws Exception {
    Kept kept = find(exchange);
    ObjectNode view = Json.MAPPER.valueToTree(kept.summary());
    view.set("headers", Json.MAPPER.valueToTree(kept.letter().headers()));
    view.set("envelope", Json.MAPPER.valueToTree(kept.letter().envelope()));
    view.set("body", body(kept.letter().body()));
    Responses.json(exchange, 200, view);
  }

  private static ObjectNode body(byte[] bytes) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    try {
      return body.put(
          "text", StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return body.put("base64", Base64.getEncoder().encodeToString(bytes));
    }
  }

  /** Leaves a letter as the message it was, for intake; an answer is owed again, and left. */
  public void open(Exchange exchange) {
    Kept kept = waiting(exchange);
    requireSender(kept);
    exchange.setProperty(LETTER, kept);
    boolean answer = kept.letter().jobId() != null;
    exchange.setProperty(MESSAGE, !answer);
    exchange.getMessage().removeHeaders("*");
    if (!answer) {
      exchange.getMessage().setBody(message(kept.letter()));
    }
  }

  /** What nobody has proven to have sent would become a job of whoever it names. */
  private static void requireSender(Kept kept) {
    if (kept.letter().envelope().sender().equals(Senders.UNPROVEN)) {
      throw new ProblemException(
          Problem.of(
              409,
              "unproven-sender",
              "dead letter '"
                  + kept.summary().id()
                  + "' has no sender that is proven; have it sent anew, or drop it"));
    }
  }

  /** Without an identity of its own it has the letter's: two replays at once are one job. */
  private static RawMessage message(DeadLetter letter) {
    DeadLetter.Envelope envelope = letter.envelope();
    return new RawMessage(
        envelope.sender(),
        letter.source(),
        letter.body(),
        envelope.contentType(),
        envelope.attributes(),
        envelope.messageId() == null ? letter.identity() : envelope.messageId(),
        envelope.reply());
  }

  /** Answers for a letter that has become a job. */
  public void replayed(Exchange exchange) throws Exception {
    Kept kept = exchange.getProperty(LETTER, Kept.class);
    JobId job = exchange.getMessage().getMandatoryBody(Acceptance.class).jobId();
    store.replayed(kept.summary().id(), job, Caller.of(exchange).name());
    append(exchange, kept, "replay", "accepted", Map.of("jobId", job.toString()));
    Responses.json(
        exchange, 202, Map.of("id", kept.summary().id(), "state", "replayed", "jobId", job));
  }

  /** Answers for a letter that was refused again. */
  public void refusedAgain(Exchange exchange) throws Exception {
    Kept kept = exchange.getProperty(LETTER, Kept.class);
    InvalidMessage invalid = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, InvalidMessage.class);
    DeadLetter.Reason reason =
        new DeadLetter.Reason(invalid.code().word(), String.valueOf(invalid.getMessage()));
    store.refusedAgain(kept.summary().id(), reason);
    append(exchange, kept, "replay", "refused", Map.of("code", reason.code()));
    Responses.problem(
        exchange,
        Problem.of(
            422,
            reason.code(),
            "dead letter '" + kept.summary().id() + "' was refused again; " + reason.message()));
  }

  /** Owes an answer again that could not be delivered, and says so. */
  public void owed(Exchange exchange) throws Exception {
    Kept kept = exchange.getProperty(LETTER, Kept.class);
    if (!store.oweAgain(kept.summary().id(), Caller.of(exchange).name())) {
      throw settled(kept.summary().id());
    }
    append(exchange, kept, "replay", "owed", Map.of());
    Responses.json(exchange, 202, Map.of("id", kept.summary().id(), "state", "replayed"));
  }

  /** Drops one letter. */
  public void drop(Exchange exchange) throws Exception {
    Kept kept = waiting(exchange);
    if (!store.drop(kept.summary().id(), Caller.of(exchange).name())) {
      throw settled(kept.summary().id());
    }
    append(exchange, kept, "drop", "done", Map.of("code", kept.summary().code()));
    Responses.json(exchange, 200, Map.of("id", kept.summary().id(), "state", "dropped"));
  }

  private void append(
      Exchange exchange, Kept kept, String verb, String outcome, Map<String, String> detail) {
    audit.append(
        new AuditStore.Entry(
            Caller.of(exchange).name(),
            kept.summary().tenant(),
            "dead-letter." + verb,
            String.valueOf(kept.summary().id()),
            outcome,
            detail));
  }

  private Kept waiting(Exchange exchange) {
    Kept kept = find(exchange);
    if (kept.summary().state() != State.KEPT) {
      throw settled(kept.summary().id());
    }
    return kept;
  }

  /** A letter that is nobody's is for those only who may act for anybody. */
  private Kept find(Exchange exchange) {
    long id = number(exchange.getMessage(), "id");
    String own = Caller.of(exchange).tenant();
    return store
        .find(id)
        .filter(kept -> own == null || own.equals(kept.summary().tenant()))
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        404,
                        "unknown-dead-letter",
                        "dead letter '" + id + "' is unknown; check the number")));
  }

  private static ProblemException settled(long id) {
    return new ProblemException(
        Problem.of(
            409,
            "already-settled",
            "dead letter '" + id + "' was replayed or dropped before; nothing is left to do"));
  }

  private static long number(Message message, String name) {
    return Parameters.number(message, name, 0, Long.MAX_VALUE);
  }

  private static @Nullable State state(@Nullable String word) {
    try {
      return word == null ? null : State.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw Parameters.invalid("state '" + word + "' is unknown; allowed: kept, replayed, dropped");
    }
  }
}
