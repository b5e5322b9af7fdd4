package io.serai.store;

import io.serai.job.Lease;
import java.util.List;

/**
 * What became of the leases a hub asked to keep.
 *
 * @param cancelled still its own, but somebody asked to cancel the job
 * @param lost not its own any more: whatever their runs come to does not count
 */
public record Renewal(List<Lease> cancelled, List<Lease> lost) {

  public Renewal {
    cancelled = List.copyOf(cancelled);
    lost = List.copyOf(lost);
  }
}
