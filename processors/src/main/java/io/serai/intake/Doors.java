package io.serai.intake;

/** Whether this hub takes jobs; it stops to before it stops to run them. Thread-safe. */
public final class Doors {

  private volatile boolean open = true;

  /** Takes no job from now on. */
  public void close() {
    open = false;
  }

  /** Whether jobs are taken. */
  public boolean open() {
    return open;
  }

  /** Refuses a job that comes too late; its sender keeps it, and another hub takes it. */
  void requireOpen() {
    if (!open) {
      throw new ClosedException();
    }
  }

  /** The hub takes no more jobs, and this one has not been taken. */
  public static final class ClosedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClosedException() {
      super("hub is being stopped; send the job to another", null, false, false);
    }
  }
}
