package io.serai.hub.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.diff.DryWalk;
import io.serai.hub.diff.PolicyDiff;
import io.serai.job.JobId;
import io.serai.policy.Policies;
import io.serai.policy.PolicyException;
import io.serai.policy.PolicyStore;
import io.serai.policy.PolicyTexts;
import io.serai.store.RecordedJobs;
import io.serai.store.RecordedJobs.Query;
import io.serai.store.Version;
import io.serai.store.Version.Kind;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;

/** The request about what an edit of the policies would change for recorded jobs. */
public final class DiffRequests {

  private static final int DEFAULT_LIMIT = 100;

  private final JsonBody body = new JsonBody("diff.schema.json");
  private final PolicyStore policies;
  private final RecordedJobs jobs;
  private final DryWalk.Stages stages;
  private final Clock clock;

  /**
   * Compares with the policies in force.
   *
   * @param stages take the jobs
   * @param clock says at which prices
   */
  public DiffRequests(PolicyStore policies, RecordedJobs jobs, DryWalk.Stages stages, Clock clock) {
    this.policies = policies;
    this.jobs = jobs;
    this.stages = stages;
    this.clock = clock;
  }

  /** Answers with the jobs of one page that would fare differently. */
  public void compare(Exchange exchange) throws Exception {
    Caller.requireAllTenants(exchange, "policies are");
    JsonNode request = body.read(exchange);
    Policies inForce = policies.current();
    Policies edited = edited(inForce, request.path("files"));
    Clock now = Clock.fixed(clock.instant(), ZoneOffset.UTC);
    PolicyDiff diff =
        new PolicyDiff(
            inForce, edited, some -> new DryWalk(stages, some, now, exchange.getContext()));
    Responses.json(exchange, 200, diff.of(jobs.list(query(request))));
  }

  /** The policies in force, with what the files that were sent say instead. */
  private Policies edited(Policies inForce, JsonNode files) {
    Map<String, String> sent = new TreeMap<>();
    files.properties().forEach(file -> sent.put(file.getKey(), file.getValue().asText()));
    Map<String, String> texts = new HashMap<>(inForce.texts().files());
    texts.putAll(Version.ofPaths(Kind.POLICIES, sent).files());
    PolicyTexts all = PolicyTexts.of(texts);
    try {
      return all.equals(inForce.texts()) ? inForce : policies.load(all);
    } catch (PolicyException e) {
      throw new ProblemException(
          Problem.of(422, "invalid-policies", String.valueOf(e.getMessage())));
    }
  }

  private static Query query(JsonNode request) {
    String after = request.path("after").asText(null);
    return new Query(
        request.path("tenant").asText(null),
        Parameters.instant("since", request.path("since").asText(null)),
        after == null ? null : id(after),
        request.path("limit").asInt(DEFAULT_LIMIT));
  }

  private static JobId id(String text) {
    try {
      return JobId.parse(text);
    } catch (IllegalArgumentException e) {
      throw Parameters.invalid("after '" + text + "' is not a UUID; send a job's id");
    }
  }
}
