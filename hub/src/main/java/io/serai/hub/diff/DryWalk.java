package io.serai.hub.diff;

import static java.util.stream.Collectors.joining;

import io.serai.allowlist.AllowlistProcessor;
import io.serai.approval.Approval;
import io.serai.approval.ApprovalProcessor;
import io.serai.approval.Held;
import io.serai.fleet.Choice;
import io.serai.fleet.Decision;
import io.serai.hub.diff.Outlook.Saying;
import io.serai.hub.policy.KeptPolicies;
import io.serai.hub.policy.PoliciesProcessor;
import io.serai.job.Copy;
import io.serai.job.Cost;
import io.serai.job.Deferred;
import io.serai.job.Grant;
import io.serai.job.Lease;
import io.serai.job.Reason;
import io.serai.job.Refused;
import io.serai.job.Verdict;
import io.serai.job.Walk;
import io.serai.moderation.ModerationProcessor;
import io.serai.moderation.Moderations;
import io.serai.policy.Policies;
import io.serai.policy.PriceList;
import io.serai.router.Fleet;
import io.serai.router.RouterProcessor;
import io.serai.router.Scheduler;
import io.serai.store.ApprovalStore.Request;
import io.serai.store.PlacementStore;
import io.serai.store.RecordedJobs.Recording;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultExchange;

/**
 * Takes recorded jobs through the stages that decide, as if they came now and the fleet were idle.
 * The stages are the hub's own. Used by one thread.
 */
public final class DryWalk {

  private final CamelContext context;
  private final Processor begin;
  private final Processor moderation;
  private final Processor allowlist = new AllowlistProcessor();
  private final Processor approval;
  private final PlacementStore placements;
  private final Fleet fleet;
  private final PriceList prices;
  private final Clock clock;

  /**
   * The stages that are the same whatever the policies.
   *
   * @param approval is asked of jobs as on their first walk, of which nothing is noted
   * @param placements is asked nothing: no job is under way
   */
  public record Stages(
      Moderations moderations, Approval approval, KeptPolicies kept, PlacementStore placements) {}

  /**
   * Walks under some policies.
   *
   * @param policies as if they were in force
   * @param clock says at which prices
   */
  public DryWalk(Stages stages, Policies policies, Clock clock, CamelContext context) {
    this.context = context;
    this.begin = new PoliciesProcessor(() -> policies, stages.kept());
    this.moderation = new ModerationProcessor(stages.moderations());
    this.approval = new ApprovalProcessor(stages.approval(), clock);
    this.placements = stages.placements();
    this.fleet = IdleFleet.of(policies.router());
    this.prices = policies.pricing().at(clock.instant());
    this.clock = clock;
  }

  /** What the stages would say of a job. */
  public Outlook of(Recording recording) {
    Exchange exchange = new DefaultExchange(context);
    exchange.getMessage().setBody(recording.submission().job());
    exchange.setProperty(Walk.LEASE, new Lease(recording.submission(), 1));
    Map<String, Saying> said = new LinkedHashMap<>();
    try {
      walk(exchange, recording, said);
    } catch (Refused refused) {
      Reason why = refused.reason();
      said.put(why.stage(), new Saying(refusal(why), why.message()));
    } catch (Deferred deferred) {
      Reason why = deferred.reason();
      said.put(why.stage(), new Saying("waits, " + why.code(), why.message()));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a stage failed; " + e.getMessage(), e);
    }
    return new Outlook(said);
  }

  private static String refusal(Reason why) {
    return why.rule().equals(why.code())
        ? "refused, " + why.code()
        : "refused, " + why.code() + " '" + why.rule() + "'";
  }

  private void walk(Exchange exchange, Recording recording, Map<String, Saying> said)
      throws Exception {
    begin.process(exchange);
    moderation.process(exchange);
    said.put("moderation", verdict(exchange.getProperty(Walk.VERDICT, Verdict.class)));
    String moderator = exchange.getProperty(Walk.MODERATOR, String.class);
    said.put(
        Outlook.MODERATOR,
        moderator == null ? Outlook.NOT_ASKED : new Saying("is asked by " + moderator, null));
    allowlist.process(exchange);
    said.put("allowlist", granted(exchange.getProperty(Walk.GRANT, Grant.class)));
    said.put("approval", approval(exchange));
    router(recording).process(exchange);
    Decision decision = exchange.getProperty(Walk.DECISION, Decision.class);
    said.put("router", candidates(decision));
    if (recording.placement() != null) {
      said.put("cost", cost(recording, decision));
    }
  }

  private static Saying verdict(Verdict verdict) {
    String decision = verdict.decision().name().toLowerCase(Locale.ROOT);
    return verdict.rule() == null
        ? new Saying(decision, null)
        : new Saying(decision + " '" + verdict.rule() + "'", verdict.reason());
  }

  private static Saying granted(Grant grant) {
    String within =
        "images "
            + String.join(", ", new TreeSet<>(grant.images()))
            + "; providers "
            + String.join(", ", new TreeSet<>(grant.providers()));
    return new Saying("granted '" + grant.rule() + "': " + within, null);
  }

  /** Whoever would have to wait is taken on, as if it had been approved. */
  private Saying approval(Exchange exchange) throws Exception {
    try {
      approval.process(exchange);
      return new Saying("passes", null);
    } catch (Held held) {
      Request request = held.request();
      String rules =
          request.grounds().stream().map(each -> "'" + each.rule() + "'").collect(joining(", "));
      return new Saying(
          "held by " + rules + " for " + request.approvers(), held.reason().message());
    }
  }

  /** A cell may go to the target that holds its session, and that was where it ran. */
  private RouterProcessor router(Recording recording) {
    Scheduler scheduler =
        new Scheduler(new Whenever(recording), fleet, () -> new SplittableRandom(0));
    return new RouterProcessor(scheduler, placements, clock);
  }

  private static Saying candidates(Decision decision) {
    Map<String, Choice> best = new LinkedHashMap<>();
    decision.choices().forEach(each -> best.putIfAbsent(each.placement().target(), each));
    String scores =
        best.entrySet().stream()
            .map(
                each ->
                    String.format(
                        Locale.ROOT, "%s %.3f", each.getKey(), each.getValue().score().total()))
            .collect(joining(", "));
    String others = decision.excluded().stream().map(each -> "; not " + each).collect(joining());
    return new Saying(String.join(", ", best.keySet()), scores + others);
  }

  /** What it used, at the place it would be sent to first; of one that ran in several, at those. */
  private Saying cost(Recording recording, Decision decision) {
    List<Copy> copies = recording.copies();
    Cost cost =
        copies.isEmpty()
            ? prices.price(decision.choices().get(0).placement().target(), recording.usage())
            : copies.stream()
                .map(copy -> prices.price(copy.placement().target(), copy.usage()))
                .reduce(Cost::plus)
                .orElseThrow();
    return new Saying(
        cost.amount().stripTrailingZeros().toPlainString() + " " + cost.currency(), null);
  }
}
