package io.serai.sandbox;

/**
 * A sandbox whose interpreter keeps what a run leaves in its memory for the next. One run at a
 * time.
 */
public interface SandboxSession extends AutoCloseable {

  /**
   * Runs a cell: code in what the cells before it left. A limit, or who asks for its end,
   * interrupts it, and the session goes on; only a cell that does not heed that ends with its
   * session.
   *
   * @param cell what to run, within the limits of this cell
   * @param observer hears output as it is produced and is given the means to interrupt
   * @throws SandboxException when the session had ended before
   */
  RunResult run(Run cell, RunObserver observer) throws InterruptedException;

  /** Whether there can be another cell. */
  boolean alive();

  /** Ends every process of it. */
  @Override
  void close();
}
