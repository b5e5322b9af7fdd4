package io.serai.job;

/**
 * The names under which one stage leaves what it found for the stages after it: exchange
 * properties, so that stages share words and never call each other.
 */
public final class Walk {

  /** The {@link Verdict} of moderation. */
  public static final String VERDICT = "serai.verdict";

  /** The {@link Grant} of the allow-list. */
  public static final String GRANT = "serai.grant";

  /** The {@code Decision} of the router: where the job may be sent. */
  public static final String DECISION = "serai.decision";

  /** The {@link Placement} it is sent to. */
  public static final String PLACEMENT = "serai.placement";

  /** The endpoint of the chosen target, from the closed set of the router's policy. */
  public static final String RECIPIENTS = "serai.recipients";

  /** The {@code Dispatch} under which a run is sent to a node; absent for one on this machine. */
  public static final String DISPATCH = "serai.dispatch";

  /** The lease under which this hub runs the job. */
  public static final String LEASE = "serai.lease";

  /** The job itself, for stages whose message body is already something else. */
  public static final String JOB = "serai.job";

  /** What stopped the walk, a {@link Throwable}. */
  public static final String FAILURE = "serai.failure";

  /** The {@link Timeline} of the walk so far. */
  public static final String TIMELINE = "serai.timeline";

  private Walk() {}
}
