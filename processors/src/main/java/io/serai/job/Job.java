package io.serai.job;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The canonical job, complete: every default has been filled in by intake.
 *
 * @param id its identity
 * @param idempotencyKey two jobs of a tenant with the same key are one job
 * @param idempotent whether running it twice does no harm
 * @param tenant on whose account it runs
 * @param kind what sort of work it is; {@code code} so far
 * @param language what the code is written in
 * @param code the program text
 * @param stdin what the program reads from standard input; absent means end of file at once
 * @param files laid into the working folder first
 * @param limits what it may use
 * @param network what it may reach
 * @param placement where it would like to run
 * @param priority 0 (last) to 9 (first)
 * @param session whose sandbox it runs in; absent for a sandbox of its own
 * @param labels the sender's own words, kept and given back
 */
public record Job(
    JobId id,
    @Nullable String idempotencyKey,
    boolean idempotent,
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

  /** The same job, in a session. */
  public Job in(SessionId anySession) {
    return new Job(
        id,
        idempotencyKey,
        idempotent,
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
        anySession,
        labels);
  }
}
