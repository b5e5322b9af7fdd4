package io.serai.job;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The canonical job, complete: every default has been filled in by intake.
 *
 * @param id its identity
 * @param idempotencyKey two jobs of a tenant with the same key are one job
 * @param idempotent whether running it twice does no harm
 * @param atMostOnce whether its sender said that running it twice does harm
 * @param tenant on whose account it runs
 * @param kind what sort of work it is; {@code code} so far
 * @param language what the code is written in
 * @param code the program text
 * @param stdin what the program reads from standard input; absent means end of file at once
 * @param files laid into the working folder first
 * @param limits what it may use
 * @param network what it may reach
 * @param placement where it would like to run
 * @param priority 0 (last) to 9 (first), among the jobs of its tenant
 * @param notBefore when it may start; absent for at once
 * @param deadline when it must have ended: it is not started later, and stopped then; absent for
 *     never
 * @param session whose sandbox it runs in; absent for a sandbox of its own
 * @param labels the sender's own words, kept and given back
 */
public record Job(
    JobId id,
    @Nullable String idempotencyKey,
    boolean idempotent,
    boolean atMostOnce,
    String tenant,
    String kind,
    Language language,
    String code,
    @Nullable String stdin,
    List<JobFile> files,
    Limits limits,
    Network network,
    PlacementWish placement,
    int priority,
    @Nullable Instant notBefore,
    @Nullable Instant deadline,
    @Nullable SessionId session,
    Map<String, String> labels) {

  public Job {
    files = List.copyOf(files);
    labels = Map.copyOf(labels);
  }

  /** Whether all it does is to open its session. */
  public boolean opensSession() {
    return session != null && code.isEmpty();
  }

  /**
   * Whether running it again may do harm: its sender said so, or it reaches the network and its
   * sender did not say that it does none. The sandbox of any other job takes all it did along.
   */
  public boolean hasEffects() {
    return atMostOnce || (!idempotent && !network.isNone());
  }

  /** The same job, in a session. */
  public Job in(SessionId anySession) {
    return with(notBefore, anySession);
  }

  /** The same job, not started before another time. */
  public Job startingAt(Instant time) {
    return with(time, session);
  }

  private Job with(@Nullable Instant start, @Nullable SessionId place) {
    return new Job(
        id,
        idempotencyKey,
        idempotent,
        atMostOnce,
        tenant,
        kind,
        language,
        code,
        stdin,
        files,
        limits,
        network,
        placement,
        priority,
        start,
        deadline,
        place,
        labels);
  }
}
