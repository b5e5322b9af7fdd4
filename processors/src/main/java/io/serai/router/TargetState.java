package io.serai.router;

import io.serai.job.Job;
import io.serai.job.Language;
import io.serai.job.Refused;
import org.jspecify.annotations.Nullable;

/** What is known of this hub's own sandboxes at this moment. */
public interface TargetState {

  /** Whether the provider can run the language in the image now. */
  boolean ready(String provider, String image, Language language);

  /**
   * The target that holds the job's session; absent for a job that may go anywhere.
   *
   * @throws Refused when there is no such session for the job
   */
  @Nullable String pinned(Job job);
}
