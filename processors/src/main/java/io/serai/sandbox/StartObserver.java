package io.serai.sandbox;

import io.serai.job.Language;
import java.time.Duration;

/**
 * Hears of sandboxes that have been made ready for jobs. Called from any thread; must not block.
 */
public interface StartObserver {

  /** Hears of nothing. */
  StartObserver NONE = (language, took) -> {};

  /**
   * A sandbox is ready.
   *
   * @param took from nothing to an interpreter that waits
   */
  void started(Language language, Duration took);
}
