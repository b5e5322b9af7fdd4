package io.serai.hub.http;

import io.serai.hub.sandbox.SessionView;
import io.serai.hub.sandbox.Sessions;
import io.serai.intake.CellReader;
import io.serai.intake.Intake;
import io.serai.intake.RawMessage;
import io.serai.job.Job;
import io.serai.job.Lease;
import io.serai.job.SessionId;
import io.serai.job.Submission;
import io.serai.job.Timeline;
import io.serai.job.Walk;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The requests about sessions. Each method is one operation, or one step of it. */
public final class SessionRequests {

  /** The exchange property that names the session a request is about. */
  private static final String SESSION = "serai.session";

  private final Sessions sessions;
  private final Intake openings;
  private final CellReader cells;

  /**
   * Answers from the sessions of this hub.
   *
   * @param openings reads what a session is opened with
   * @param cells reads what one is to run
   */
  public SessionRequests(Sessions sessions, Intake openings, CellReader cells) {
    this.sessions = sessions;
    this.openings = openings;
    this.cells = cells;
  }

  /** Takes a {@link RawMessage}; leaves the {@link Job} that opens a session. */
  public void opening(Exchange exchange) throws Exception {
    Submission submission = openings.read(exchange.getMessage().getMandatoryBody(RawMessage.class));
    SessionId id = new SessionId(submission.job().id().value());
    Job job = submission.job().in(id);
    exchange.setProperty(SESSION, id);
    // It walks like a job, though no store knows of it.
    exchange.setProperty(Walk.LEASE, new Lease(submission.of(job), 1));
    exchange.setProperty(Walk.TIMELINE, new Timeline(System.nanoTime()));
    exchange.getMessage().setBody(job);
  }

  /** Answers with the session that has been opened, and its place. */
  public void opened(Exchange exchange) throws Exception {
    SessionId id = exchange.getProperty(SESSION, SessionId.class);
    Responses.json(exchange, 201, sessions.view(id, Caller.of(exchange)));
    exchange.getMessage().setHeader("Location", "/v1/sessions/" + id);
  }

  /** Notes the session of the path, before its header is taken off the message. */
  public void note(Exchange exchange) {
    exchange.setProperty(SESSION, id(exchange.getMessage().getHeader("id", String.class)));
  }

  /** Takes a cell as a {@link RawMessage}; leaves the message of the job that it is. */
  public void cell(Exchange exchange) throws Exception {
    SessionView session =
        sessions.view(exchange.getProperty(SESSION, SessionId.class), Caller.of(exchange));
    RawMessage cell = exchange.getMessage().getMandatoryBody(RawMessage.class);
    exchange
        .getMessage()
        .setBody(
            cells.read(
                cell,
                new CellReader.Setting(
                    session.sessionId(),
                    session.tenant(),
                    session.language(),
                    session.placement().image(),
                    session.network(),
                    session.limits())));
  }

  /** Answers with one session. */
  public void get(Exchange exchange) throws Exception {
    Responses.json(exchange, 200, sessions.view(idOf(exchange), Caller.of(exchange)));
  }

  /** Answers with every session that is open, of those the caller may see. */
  public void list(Exchange exchange) throws Exception {
    Responses.json(exchange, 200, Map.of("sessions", sessions.list(Caller.of(exchange))));
  }

  /** Interrupts the cell that runs: 202 when it has been told, 409 when none runs. */
  public void interrupt(Exchange exchange) throws Exception {
    SessionId id = idOf(exchange);
    if (!sessions.interrupt(id, Caller.of(exchange))) {
      throw new ProblemException(
          Problem.of(409, "session-idle", "session '" + id + "' runs no cell to interrupt"));
    }
    Responses.json(exchange, 202, Map.of("sessionId", id, "state", "interrupting"));
  }

  /** Ends a session and all that runs in it. */
  public void close(Exchange exchange) throws Exception {
    SessionId id = sessions.view(idOf(exchange), Caller.of(exchange)).sessionId();
    sessions.end(id, "it was closed");
    Responses.json(exchange, 200, Map.of("sessionId", id, "state", "closed"));
  }

  private static SessionId idOf(Exchange exchange) {
    return id(exchange.getMessage().getHeader("id", String.class));
  }

  /** The session of a path. */
  static SessionId id(@Nullable String text) {
    try {
      return SessionId.parse(String.valueOf(text));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Problem.of(
              400,
              "invalid-parameter",
              "id '" + text + "' is not a UUID; send the sessionId of POST /v1/sessions"));
    }
  }
}
