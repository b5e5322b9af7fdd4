package io.serai.hub.diff;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.serai.hub.diff.Outlook.Difference;
import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.policy.Policies;
import io.serai.store.RecordedJobs.Recording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of some jobs would come out differently under other policies. Used by one thread. */
public final class PolicyDiff {

  private final Policies before;
  private final Policies after;
  private final DryWalk oldWalk;
  private final DryWalk newWalk;

  /**
   * Between two sets of policies.
   *
   * @param walks makes walks under policies
   */
  public PolicyDiff(Policies before, Policies after, Walks walks) {
    this.before = before;
    this.after = after;
    this.oldWalk = walks.under(before);
    this.newWalk = walks.under(after);
  }

  /** Makes walks. */
  public interface Walks {
    /** Such as go by these policies. */
    DryWalk under(Policies policies);
  }

  /**
   * A job that would fare differently.
   *
   * @param state how it ended when it was recorded; {@code unfinished} before
   */
  public record Changed(
      JobId jobId, String tenant, Instant acceptedAt, String state, List<Difference> differences) {

    public Changed {
      differences = List.copyOf(differences);
    }
  }

  /**
   * What was found.
   *
   * @param before the digest of the policies that jobs go by now
   * @param after that of the others
   * @param compared how many jobs were looked at
   * @param asking how many of them a moderator outside would be asked about, under either
   * @param jobs those that would fare differently, in the order they were given
   * @param next the last job looked at; absent where there was none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Page(
      String before,
      String after,
      int compared,
      int asking,
      List<Changed> jobs,
      @Nullable JobId next) {

    public Page {
      jobs = List.copyOf(jobs);
    }
  }

  /** Looks at some jobs. */
  public Page of(List<Recording> recordings) {
    List<Changed> changed = new ArrayList<>();
    int asking = 0;
    for (Recording recording : recordings) {
      Outlook now = oldWalk.of(recording);
      Outlook then = newWalk.of(recording);
      asking += now.asksOutside() || then.asksOutside() ? 1 : 0;
      List<Difference> differences = now.differences(then);
      if (!differences.isEmpty()) {
        changed.add(changed(recording, differences));
      }
    }
    return new Page(
        before.digest(), after.digest(), recordings.size(), asking, changed, last(recordings));
  }

  private static @Nullable JobId last(List<Recording> recordings) {
    return recordings.isEmpty()
        ? null
        : recordings.get(recordings.size() - 1).submission().job().id();
  }

  private static Changed changed(Recording recording, List<Difference> differences) {
    Job job = recording.submission().job();
    return new Changed(
        job.id(),
        job.tenant(),
        recording.submission().acceptedAt(),
        recording.state(),
        differences);
  }
}
