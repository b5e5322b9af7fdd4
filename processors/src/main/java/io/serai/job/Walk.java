package io.serai.job;

/**
 * The names under which one stage leaves what it found for the stages after it: exchange
 * properties, so that stages share words and never call each other.
 */
public final class Walk {

  /** The {@code WalkPolicies} that every stage goes by. */
  public static final String POLICIES = "serai.policies";

  /** The digest of the routes and kamelets that it goes through; absent where they have none. */
  public static final String ROUTES = "serai.routes";

  /** The {@link Verdict} of moderation. */
  public static final String VERDICT = "serai.verdict";

  /** That of the policies in force now, where the job is judged by others. */
  public static final String VERDICT_NOW = "serai.verdictNow";

  /** The digest of the policies that a job is to walk under, of a message that intake takes. */
  public static final String WANTED_POLICIES = "serai.wantedPolicies";

  /** By which operation of HTTP a message came that intake takes; absent for none. */
  public static final String OPERATION = "serai.operation";

  /** What a moderator outside is asked, an {@code Inquiry}; absent when none is. */
  public static final String INQUIRY = "serai.inquiry";

  /** The endpoint of that moderator, from the closed set of moderation's policy. */
  public static final String MODERATOR = "serai.moderator";

  /** The {@link Grant} of the allow-list. */
  public static final String GRANT = "serai.grant";

  /** When the job was approved, an {@code Instant}; absent when it needed no approval. */
  public static final String APPROVED_AT = "serai.approvedAt";

  /** The {@code Decision} of the router: where the job may be sent. */
  public static final String DECISION = "serai.decision";

  /** The {@link Placement} it is sent to. */
  public static final String PLACEMENT = "serai.placement";

  /** What became of each sending so far, a list of {@code Attempt}. */
  public static final String ATTEMPTS = "serai.attempts";

  /** Whether several copies of the job are on their way, a {@link Boolean}. */
  public static final String SEVERAL = "serai.several";

  /** The course of one copy of the job from place to place. */
  public static final String COURSE = "serai.course";

  /** Whether the course goes on to another place, a {@link Boolean}. */
  public static final String UNDER_WAY = "serai.underWay";

  /** Is told how full the place says that it is, a {@code Consumer} of {@code Occupancy}. */
  public static final String OCCUPANCY = "serai.occupancy";

  /** Why a place gave no answer, a {@link Throwable}. */
  public static final String MISSED = "serai.missed";

  /** Whether the run was sent before, and only its outcome is to be had, a {@link Boolean}. */
  public static final String RESUMED = "serai.resumed";

  /** Whether the walk is to begin again, a {@link Boolean}: the database was away. */
  public static final String AGAIN = "serai.again";

  /** Whether the job waits in the queue again, a {@link Boolean}. */
  public static final String REQUEUED = "serai.requeued";

  /** Takes the means to stop this one sending, a {@code Consumer} of {@link Runnable}. */
  public static final String STOPPING = "serai.stopping";

  /** What every place answered that ran the job, a list of {@code Answer}, the first one first. */
  public static final String ANSWERS = "serai.answers";

  /** The endpoint of the chosen target, from the closed set of the router's policy. */
  public static final String RECIPIENTS = "serai.recipients";

  /** The {@code Dispatch} under which a run is sent to a node; absent for one on this machine. */
  public static final String DISPATCH = "serai.dispatch";

  /** The policies that were in force when the walk began, with the routes that it is on. */
  public static final String IN_FORCE = "serai.inForce";

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
