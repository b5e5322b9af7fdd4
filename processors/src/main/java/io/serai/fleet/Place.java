package io.serai.fleet;

/**
 * Somewhere jobs are sent: hears what becomes of them, so that the next choice knows. Thread-safe.
 *
 * <p>INVARIANT: {@link #sent} is followed by exactly one of {@link #answered}, {@link #turnedAway},
 * {@link #failed} and {@link #abandoned}.
 */
public interface Place {

  /** A job goes there. */
  void sent();

  /**
   * Its result has come.
   *
   * @param jobClass the class it was weighed as
   * @param elapsedMs from its sending to its result
   * @param wallMs that it ran
   */
  void answered(String jobClass, double elapsedMs, double wallMs);

  /** It was not taken, because the place is full or is being emptied. */
  void turnedAway();

  /** The place could not be reached, or failed. */
  void failed();

  /** It was given up, through no fault of the place. */
  void abandoned();

  /** It has said how full it is, with an answer or a refusal that was heard just before. */
  void told(Occupancy occupancy);

  /** One that is told and remembers nothing. */
  Place FORGETFUL =
      new Place() {
        @Override
        public void sent() {}

        @Override
        public void answered(String jobClass, double elapsedMs, double wallMs) {}

        @Override
        public void turnedAway() {}

        @Override
        public void failed() {}

        @Override
        public void abandoned() {}

        @Override
        public void told(Occupancy occupancy) {}
      };
}
