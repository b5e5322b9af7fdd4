package io.serai.hub.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.serai.approval.Undecidable;
import io.serai.intake.Doors;
import io.serai.intake.InvalidMessage;
import io.serai.intake.TooManyJobs;
import io.serai.job.Deferred;
import io.serai.job.JobId;
import io.serai.job.Reason;
import io.serai.job.Refused;
import io.serai.job.Result;
import io.serai.json.Violation;
import io.serai.store.ObjectStoreException;
import io.serai.store.StoreException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem document.
 *
 * @param type a stable name of the problem, {@code urn:serai:problem:<code>}
 * @param title the code in words
 * @param status the HTTP status
 * @param detail what was wrong and what would be right
 * @param errors everything wrong with the request body; absent where there is nothing to point at
 * @param jobId the job it is about; absent where there is none
 * @param result the result of a job that was refused; absent otherwise
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @Nullable List<Violation> errors,
    @Nullable JobId jobId,
    @Nullable Result result) {

  /** The media type of a problem document. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** A problem that needs no more than words. */
  public static Problem of(int status, String code, String detail) {
    return new Problem(
        "urn:serai:problem:" + code, code.replace('-', ' '), status, detail, null, null, null);
  }

  /** A message that cannot become a job. */
  public static Problem of(InvalidMessage invalid) {
    int status =
        switch (invalid.code()) {
          case MALFORMED_JSON,
              INVALID_UTF8,
              INVALID_JOB,
              INVALID_CLOUDEVENT,
              UNSTORABLE,
              MALFORMED_CONTENT_CODING ->
              400;
          case UNAUTHENTICATED -> 401;
          case BUDGET_SPENT -> 402;
          case UNKNOWN_TENANT, FOREIGN_TENANT -> 403;
          case ID_TAKEN -> 409;
          case BODY_TOO_LARGE -> 413;
          case UNSUPPORTED_MEDIA_TYPE, UNSUPPORTED_CONTENT_CODING -> 415;
          case KEY_REUSED -> 422;
        };
    Problem plain = of(status, invalid.code().word(), String.valueOf(invalid.getMessage()));
    return new Problem(
        plain.type, plain.title, status, plain.detail, invalid.violations(), null, null);
  }

  /** A job that a stage refused, or that the hub failed to run. */
  static Problem of(Result result, int status) {
    Reason reason = result.reason();
    String code = reason == null ? result.status().word() : reason.code();
    String detail = reason == null ? code : reason.stage() + ": " + reason.message();
    Problem plain = of(status, code, detail);
    return new Problem(plain.type, plain.title, status, plain.detail, null, result.jobId(), result);
  }

  /** The status that says what was refused: most often, that it is forbidden. */
  static int status(@Nullable Reason reason) {
    return switch (reason == null ? "" : reason.code()) {
      case "unknown-session" -> 404;
      case "session-busy" -> 409;
      case "session-ended" -> 410;
      case "too-many-sessions" -> 429;
      case "no-capacity" -> 503;
      default -> 403;
    };
  }

  private static int status(Undecidable.Code code) {
    return switch (code) {
      case UNKNOWN_JOB -> 404;
      case NOT_AN_APPROVER, OWN_JOB -> 403;
      case NOT_WAITING, ALREADY_APPROVED, ALREADY_DECIDED, APPROVAL_EXPIRED -> 409;
    };
  }

  /** Whatever a route threw. */
  static Problem of(Throwable thrown) {
    if (thrown instanceof InvalidMessage invalid) {
      return of(invalid);
    }
    if (thrown instanceof TooManyJobs tooMany) {
      return of(429, tooMany.code(), String.valueOf(tooMany.getMessage()));
    }
    if (thrown instanceof Doors.ClosedException) {
      return of(503, "draining", String.valueOf(thrown.getMessage()));
    }
    if (thrown instanceof ProblemException problem) {
      return problem.problem();
    }
    Refused refused = Refused.behind(thrown);
    if (refused != null) {
      Reason reason = refused.reason();
      return of(status(reason), reason.code(), reason.stage() + ": " + reason.message());
    }
    Deferred deferred = Deferred.behind(thrown);
    if (deferred != null) {
      Reason reason = deferred.reason();
      return of(503, reason.code(), reason.stage() + ": " + reason.message());
    }
    if (thrown instanceof Undecidable undecidable) {
      return of(
          status(undecidable.code()),
          undecidable.code().word(),
          String.valueOf(undecidable.getMessage()));
    }
    if (thrown instanceof ObjectStoreException) {
      return of(503, "object-unavailable", "a part of the result cannot be had; try again later");
    }
    if (thrown instanceof StoreException) {
      return of(503, "store-unavailable", "the job store cannot take requests; try again later");
    }
    return of(500, "internal-error", "the hub failed; its log says more");
  }
}
