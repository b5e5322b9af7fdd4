package io.serai.hub.remote;

import io.serai.job.TraceContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a node is spoken to.
 *
 * @param signer proves who calls
 * @param streams whether events come as they happen, or only the end comes
 * @param sameNode whether the address is always the same node, so that what it says of a run counts
 * @param patience how long a run may take in all, with everything around it
 * @param within the span of the sending; absent for none
 * @see <a href="https://www.w3.org/TR/trace-context/">Trace Context</a>
 */
public record Approach(
    RequestSigner signer,
    boolean streams,
    boolean sameNode,
    Duration patience,
    @Nullable TraceContext within) {

  /** How long a run may take where nothing else is said. */
  public static final Duration PATIENCE = Duration.ofMinutes(15);

  /** To one node, which streams. */
  public static Approach with(RequestSigner signer) {
    return new Approach(signer, true, true, PATIENCE, null);
  }

  /** The same, within a span. */
  Approach in(@Nullable TraceContext span) {
    return new Approach(signer, streams, sameNode, patience, span);
  }
}
