package io.serai.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.serai.job.Job;
import io.serai.job.Sha256;
import io.serai.json.Json;
import io.serai.policy.ApprovalPolicy.Rule;
import io.serai.store.ApprovalStore;
import io.serai.store.ApprovalStore.Ground;
import io.serai.store.ApprovalStore.Request;
import io.serai.store.ApprovalView;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds jobs against the rules of approval. Thread-safe. */
public final class Approval {

  /** The same job is written the same way by every hub: maps have no order of their own. */
  private static final ObjectWriter CANONICAL =
      Json.MAPPER.writer().with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private final ApprovalStore store;
  private final KnownImages images;

  /**
   * Holds jobs by the policies each comes with.
   *
   * @param store knows what has been approved
   * @param images knows what has been run
   */
  public Approval(ApprovalStore store, KnownImages images) {
    this.store = store;
    this.images = images;
  }

  /**
   * Lets a job through that needs no approval, or has it.
   *
   * @param candidates the job, once for each set of policies that it is held against; whatever one
   *     of them asks for is asked
   * @return when it was approved; absent when no rule fits it
   * @throws Held when somebody must approve it first, for what it is now
   */
  @Nullable Instant admit(List<Candidate> candidates) {
    Request request = request(candidates);
    if (request == null) {
      return null;
    }
    return approved(candidates.get(0), request)
        .map(ApprovalView::decidedAt)
        .orElseThrow(() -> new Held(request));
  }

  private @Nullable Request request(List<Candidate> candidates) {
    Set<Ground> grounds = new LinkedHashSet<>();
    int approvers = 0;
    Duration shortest = null;
    for (Candidate candidate : candidates) {
      Grounds found = new Grounds(candidate, images);
      for (Rule rule : candidate.policies().approval().rules()) {
        Optional<String> because = found.of(rule.when());
        if (because.isPresent()) {
          grounds.add(new Ground(rule.name(), because.get()));
          approvers = Math.max(approvers, rule.approvers());
          shortest = shorter(shortest, rule.expiresAfter());
        }
      }
    }
    // The last are the policies in force, whose verdict the approvers are to see.
    Candidate shown = candidates.get(candidates.size() - 1);
    return shortest == null
        ? null
        : new Request(
            digest(shown.job()), List.copyOf(grounds), approvers, shortest, shown.verdict());
  }

  /** A job on its first walk has not been held before, and needs no look at the store. */
  private Optional<ApprovalView> approved(Candidate candidate, Request request) {
    return candidate.lease().attempt() == 1
        ? Optional.empty()
        : store.find(candidate.job().id()).filter(latest -> latest.covers(request));
  }

  private static Duration shorter(@Nullable Duration one, Duration other) {
    return one == null || other.compareTo(one) < 0 ? other : one;
  }

  private static String digest(Job job) {
    try {
      return Sha256.hex(CANONICAL.writeValueAsBytes(job));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("job '" + job.id() + "' cannot be written", e);
    }
  }
}
