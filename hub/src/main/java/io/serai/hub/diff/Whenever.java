package io.serai.hub.diff;

import io.serai.job.Job;
import io.serai.job.Language;
import io.serai.job.Placement;
import io.serai.router.TargetState;
import io.serai.store.RecordedJobs.Recording;
import org.jspecify.annotations.Nullable;

/**
 * This machine, whatever is ready on it now.
 *
 * @param recording the job that is asked about
 */
record Whenever(Recording recording) implements TargetState {

  @Override
  public boolean ready(String provider, String image, Language language) {
    return true;
  }

  @Override
  public @Nullable String pinned(Job job) {
    Placement placement = recording.placement();
    return job.session() == null || placement == null ? null : placement.target();
  }
}
