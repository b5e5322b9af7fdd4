package io.serai.store;

import io.serai.job.JobId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs to list.
 *
 * @param state only those in this state; absent means any
 * @param tenant only this tenant's; absent means any
 * @param since accepted at or after; absent means any
 * @param until accepted before; absent means any
 * @param after the last job of the page before; absent means the first page
 * @param limit at most so many, 1 to 500
 */
public record JobQuery(
    @Nullable String state,
    @Nullable String tenant,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable JobId after,
    int limit) {

  /** The largest page. */
  public static final int MAX_LIMIT = 500;

  public JobQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException(
          "limit '" + limit + "' is out of range; allowed: 1 to " + MAX_LIMIT);
    }
  }
}
