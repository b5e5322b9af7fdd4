package io.serai.sandbox;

import io.serai.job.Language;
import io.serai.policy.WarmPolicy;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One way of running a job's code apart from everything else. Thread-safe: many runs at once.
 *
 * <p>Every provider passes the same contract test.
 */
public interface Sandbox extends AutoCloseable {

  /** The provider's word, as policies and {@code sandbox:<provider>} endpoints name it. */
  String provider();

  /** Whether it can run anything on this machine now, and if not, what is missing. */
  Readiness readiness();

  /** The languages it can run here in the given image. */
  Set<Language> languages(String image);

  /** How many sandboxes of an image and a language wait for a job now. */
  default int waiting(String image, Language language) {
    return 0;
  }

  /** How many sandboxes of a language wait for a job now, in whatever image. */
  default int waiting(Language language) {
    return 0;
  }

  /** The same, heard by nobody. */
  default void open(Supplier<WarmPolicy> policy) {
    open(policy, StartObserver.NONE);
  }

  /**
   * Gets ready for jobs; called once, before the first. Returns at once.
   *
   * @param policy how many sandboxes wait for jobs, asked for again and again
   * @param starts hears of each sandbox that is made
   */
  default void open(Supplier<WarmPolicy> policy, StartObserver starts) {}

  /**
   * Runs the code and waits until every process of it is gone.
   *
   * @param run what to run and within which limits
   * @param observer hears output as it is produced and is given the means to stop the run
   * @return how it ended, for every end that is the job's own doing
   * @throws SandboxException when the sandbox itself failed, so that the job may never have run
   * @throws InterruptedException when the waiting thread was interrupted; the run is killed first
   */
  RunResult run(Run run, RunObserver observer) throws InterruptedException;

  /**
   * Opens a sandbox that keeps its memory from one run to the next.
   *
   * @param opening lays files and sets the limits that hold for all of the session
   * @throws SandboxException when the sandbox could not be had
   */
  SandboxSession openSession(Run opening) throws InterruptedException;

  @Override
  void close();
}
