package io.serai.hub.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * What became of a wish to cancel a run.
 *
 * @param state what the node did
 * @param remembersSince how far back the node knows every run that it ever started
 * @param instance which start of the node
 */
public record Cancellation(State state, Instant remembersSince, String instance) {

  /** What a node did on being asked to cancel. */
  public enum State {
    /** It runs, and was told to end. */
    @JsonProperty("stopping")
    STOPPING,
    /** It had ended before. */
    @JsonProperty("ended")
    ENDED,
    /** It was not started, and never will be. */
    @JsonProperty("never-ran")
    NEVER_RAN
  }
}
