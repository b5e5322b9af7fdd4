package io.serai.hub.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.serai.fleet.Occupancy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A problem document of a node.
 *
 * @param type a stable name of the problem, {@code urn:serai:problem:<code>}
 * @param title the code in words
 * @param status the HTTP status
 * @param detail what was wrong and what would be right
 * @param code the last word of the type
 * @param neverRan whether the run was certainly not started; absent where that says the code
 * @param remembersSince how far back the node knows every run; absent where no run is unknown
 * @param occupancy how full the node is; absent where it does not matter
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodeProblem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    @Nullable Boolean neverRan,
    @Nullable Instant remembersSince,
    @Nullable Occupancy occupancy) {

  /** The media type of a problem document. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** As many runs as the node takes are in flight. */
  public static final String FULL = "full";

  /** The node takes nothing new. */
  public static final String DRAINING = "draining";

  /** The node cannot say anything of the run now. */
  public static final String BUSY = "busy";

  /** Somebody had asked to cancel the run before it came. */
  public static final String REVOKED = "revoked";

  /** The run has been here before. */
  public static final String REPEATED = "repeated";

  /** The request is not one. */
  public static final String INVALID_RUN = "invalid-run";

  /** The node does not run such things. */
  public static final String NOT_OFFERED = "not-offered";

  /** The sandbox failed, not the job. */
  public static final String SANDBOX_FAILED = "sandbox-failed";

  /** The node has never heard of the run. */
  public static final String UNKNOWN_RUN = "unknown-run";

  /** The run was started here, and what became of it is not known. */
  public static final String LOST_RUN = "lost-run";

  /** A problem that needs no more than words. */
  public static NodeProblem of(int status, String code, String detail) {
    return new NodeProblem(
        "urn:serai:problem:" + code,
        code.replace('-', ' '),
        status,
        detail,
        code,
        null,
        null,
        null);
  }

  /** The same, which says whether the run was certainly not started. */
  public NodeProblem neverRan(boolean never) {
    return new NodeProblem(type, title, status, detail, code, never, remembersSince, occupancy);
  }

  /** The same, which says how far back the node knows every run. */
  public NodeProblem remembersSince(Instant since) {
    return new NodeProblem(type, title, status, detail, code, neverRan, since, occupancy);
  }

  /** The same, of a node that is so full. */
  public NodeProblem occupancy(Occupancy now) {
    return new NodeProblem(type, title, status, detail, code, neverRan, remembersSince, now);
  }
}
