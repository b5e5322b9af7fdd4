package io.serai.router;

import io.serai.job.Language;

/** What is known of the targets at this moment. */
public interface TargetState {

  /** Whether the provider can run the language in the image now. */
  boolean ready(String provider, String image, Language language);

  /** How many jobs the target runs now. */
  int inFlight(String target);
}
