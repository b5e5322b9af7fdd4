package io.serai.sandbox;

/** Watches one run. Called from the sandbox's own threads; must not block. */
public interface RunObserver {

  /** The two output streams of a program. */
  enum Stream {
    STDOUT,
    STDERR
  }

  /**
   * The run is about to start; {@code kill} stops it from any thread, at once and more than once
   * without harm. The run then ends as {@link io.serai.job.Status#CANCELLED}.
   */
  void starting(Runnable kill);

  /** The program wrote these bytes; the array is not used again by the sandbox. */
  void output(Stream stream, byte[] chunk);

  /** Watches nothing. */
  RunObserver NONE =
      new RunObserver() {
        @Override
        public void starting(Runnable kill) {}

        @Override
        public void output(Stream stream, byte[] chunk) {}
      };
}
