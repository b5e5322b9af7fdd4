package io.serai.fleet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a job ran where it did.
 *
 * @param decision what was compared and what was left out; absent when the router was not reached
 * @param attempts where it was sent, in order
 */
public record Explanation(@Nullable Decision decision, List<Attempt> attempts) {

  public Explanation {
    attempts = List.copyOf(attempts);
  }
}
