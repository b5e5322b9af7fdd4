package io.serai.results;

import io.serai.job.Cost;
import io.serai.job.Lease;
import io.serai.job.Placement;
import io.serai.job.Result;
import io.serai.job.Timeline;
import io.serai.job.Usage;
import io.serai.job.Verdict;
import io.serai.job.Walk;
import io.serai.policy.WalkPolicies;
import io.serai.sandbox.Answer;
import io.serai.sandbox.RunResult;
import io.serai.store.JobStore;
import io.serai.store.JobView;
import io.serai.store.ResultDocument;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a walk that has ended; leaves its {@link Result}, once it is durable, and nothing when the
 * job has got another: what is recorded from here on is recorded of the one result.
 */
public final class ResultsProcessor implements Processor {

  private static final Logger LOG = LoggerFactory.getLogger(ResultsProcessor.class);

  private final JobStore store;
  private final Completions completions;
  private final BiFunction<String, Usage, Cost> pricing;

  /** Prices at the moment a walk ends (target, usage), stores, and wakes whoever waits. */
  public ResultsProcessor(
      JobStore store, Completions completions, BiFunction<String, Usage, Cost> pricing) {
    this.store = store;
    this.completions = completions;
    this.pricing = pricing;
  }

  @Override
  public void process(Exchange exchange) {
    Lease lease = exchange.getProperty(Walk.LEASE, Lease.class);
    Outcome outcome =
        new Outcome(
            lease,
            policies(exchange.getProperty(Walk.POLICIES, WalkPolicies.class)),
            exchange.getProperty(Walk.ROUTES, String.class),
            exchange.getProperty(Walk.VERDICT, Verdict.class),
            exchange.getProperty(Walk.PLACEMENT, Placement.class),
            answers(exchange.getProperty(Walk.ANSWERS, List.class)),
            exchange.getMessage().getBody() instanceof RunResult run ? run : null,
            exchange.getProperty(Walk.FAILURE, Throwable.class));
    Timeline timeline = exchange.getProperty(Walk.TIMELINE, Timeline.class);
    Result result = outcome.result(pricing, timeline.timings());
    ResultDocument document = ResultDocument.of(result);
    if (store.finish(lease, document).join() || isStored(result)) {
      completions.complete(document);
      exchange.getMessage().setBody(result);
    } else {
      LOG.warn(
          "job {} had another result already; attempt {} is dropped",
          result.jobId(),
          lease.attempt());
      exchange.getMessage().setBody(null);
    }
  }

  /**
   * Whether it is this walk's result that the job has: stored, and the connection broke before that
   * was confirmed. No two walks take equally long at every stage.
   */
  private boolean isStored(Result result) {
    return store
        .find(result.jobId())
        .map(JobView::result)
        .filter(stored -> stored.timings().equals(result.timings()))
        .isPresent();
  }

  private static @Nullable String policies(@Nullable WalkPolicies policies) {
    return policies == null ? null : policies.deciding().digest();
  }

  private static List<Answer> answers(@Nullable List<?> noted) {
    return noted == null ? List.of() : noted.stream().map(Answer.class::cast).toList();
  }
}
