package io.serai.hub.simulator;

import io.serai.fleet.Choice;
import io.serai.fleet.Decision;
import io.serai.fleet.NodeReport;
import io.serai.fleet.Occupancy;
import io.serai.fleet.Offer;
import io.serai.fleet.Place;
import io.serai.job.Deferred;
import io.serai.job.Grant;
import io.serai.job.Job;
import io.serai.job.Language;
import io.serai.policy.PriceList;
import io.serai.policy.RouterPolicy;
import io.serai.policy.Routing;
import io.serai.router.Fleet;
import io.serai.router.Scheduler;
import io.serai.router.TargetState;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The scheduler of a hub, itself, driven in simulated time. */
final class Scheduled implements Strategy {

  /** A hub's clock may begin anywhere, but for zero, which would look like the distant past. */
  private static final long BEGINNING_NANOS = 3_600_000_000_000L;

  private static final TargetState NOT_HERE =
      new TargetState() {
        @Override
        public boolean ready(String provider, String image, Language language) {
          return false;
        }

        @Override
        public @Nullable String pinned(Job job) {
          return null;
        }
      };

  private final Scenario scenario;
  private final TriedPolicy policy;
  private final Fleet fleet = new Fleet(this::nanos);
  private final RouterPolicy router;
  private final Scheduler scheduler;
  private final List<List<Job>> jobs;
  private final Grant grant;
  private final List<List<Offer>> offers = new ArrayList<>();
  private final double[] priceFactors;
  private PriceList prices;
  private @Nullable Sending[] sendings = new Sending[1024];
  private long now;

  /** What is known of a run: the decision, and which of its choices was taken when. */
  private record Sending(Decision decision, int taken, long at) {

    Place place() {
      return decision.choices().get(taken).place();
    }
  }

  Scheduled(Scenario scenario, RouterPolicy tried, RandomGenerator dice) {
    this.scenario = scenario;
    policy = new TriedPolicy(tried, scenario);
    router = policy.router();
    priceFactors = new double[scenario.machines().clouds().size()];
    Arrays.fill(priceFactors, 1);
    prices = policy.pricing(priceFactors);
    scheduler = new Scheduler(NOT_HERE, fleet, () -> dice);
    jobs = policy.jobs();
    grant = policy.grant();
    int images = scenario.warmth().images().size();
    for (int warm = 0; warm < 1 << images; warm++) {
      offers.add(offers(images, warm));
    }
  }

  @Override
  public int choose(Wanted wanted, long micros) {
    now = micros;
    if (wanted.run() >= sendings.length) {
      sendings = Arrays.copyOf(sendings, Math.max(wanted.run() + 1, 2 * sendings.length));
    }
    Sending last = sendings[wanted.run()];
    if (wanted.tries() > 0 && last != null) {
      return take(wanted, last.decision(), last.taken() + 1);
    }
    try {
      Job job = jobs.get(wanted.jobClass()).get(wanted.image());
      return take(wanted, scheduler.decide(job, grant, new Routing(router, prices)), 0);
    } catch (Deferred e) {
      return NONE;
    }
  }

  private int take(Wanted wanted, Decision decision, int choice) {
    if (choice >= decision.choices().size()) {
      sendings[wanted.run()] = null;
      return NONE;
    }
    sendings[wanted.run()] = new Sending(decision, choice, now);
    Choice taken = decision.choices().get(choice);
    return Integer.parseInt(Objects.requireNonNull(taken.placement().node()));
  }

  @Override
  public void sent(Wanted wanted, int node, long micros) {
    now = micros;
    sending(wanted).place().sent();
  }

  @Override
  public void ended(Wanted wanted, int node, Ending ending, long ran, long micros) {
    now = micros;
    Sending sending = sending(wanted);
    Place place = sending.place();
    switch (ending) {
      case DONE ->
          place.answered(sending.decision().jobClass(), (micros - sending.at()) / 1e3, ran / 1e3);
      case FULL -> place.turnedAway();
      case GONE -> place.failed();
    }
  }

  @Override
  public void told(Wanted wanted, int node, int jobs, long micros) {
    now = micros;
    sending(wanted).place().told(new Occupancy(jobs, scenario.machines().capacity()));
  }

  @Override
  public void reported(int node, Nodes.View view, long micros) {
    now = micros;
    int cloud = node % scenario.machines().clouds().size();
    NodeReport report =
        new NodeReport(
            Integer.toString(node),
            "simulated",
            URI.create("http://127.0.0.1:" + node),
            scenario.machines().clouds().get(cloud).name(),
            TriedPolicy.REGION,
            NodeReport.State.READY,
            scenario.machines().capacity(),
            view.jobs(node),
            offers.get(view.warm(node)),
            NodeReport.Latency.UNKNOWN,
            Instant.EPOCH);
    fleet.report(report, nanos());
  }

  @Override
  public void priced(int cloud, double factor) {
    priceFactors[cloud] = factor;
    prices = policy.pricing(priceFactors);
  }

  private Sending sending(Wanted wanted) {
    return Objects.requireNonNull(sendings[wanted.run()], "a run that was sent");
  }

  private long nanos() {
    return BEGINNING_NANOS + 1000 * now;
  }

  /** Every image; those whose bit is set have as many sandboxes waiting as there are places. */
  private List<Offer> offers(int images, int warm) {
    List<Offer> all = new ArrayList<>();
    for (int image = 0; image < images; image++) {
      int waiting = (warm >> image & 1) * scenario.machines().capacity();
      all.add(new Offer(TriedPolicy.PROVIDER, TriedPolicy.image(image), Language.PYTHON, waiting));
    }
    return List.copyOf(all);
  }
}
