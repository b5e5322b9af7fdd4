package io.serai.intake;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.serai.job.Submission;
import io.serai.policy.TenantsPolicy.Quota;
import io.serai.policy.TenantsPolicy.Rate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Holds tenants to their rates and their part of the queue. Each hub gives its part of a rate, for
 * a look into the database at each job would cost more than the job. Who waits for an answer is
 * told to come back; what comes from a queue is taken, and starts when its turn comes. Thread-safe.
 */
public final class Admission {

  private static final long COUNT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final Duration REFUSAL = Duration.ofSeconds(1);

  private final Function<String, Quota> quotas;
  private final ToIntBiFunction<String, Integer> waiting;
  private final IntSupplier hubs;
  private final Budgets budgets;
  private final Clock clock;
  private final ConcurrentHashMap<String, Line> lines = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Meter> meters = new ConcurrentHashMap<>();

  /**
   * Admission under the quotas in force.
   *
   * @param quotas what a tenant gets, asked at each job
   * @param waiting counts the jobs of a tenant that wait, up to a number
   * @param hubs how many hubs there are
   * @param budgets what tenants may spend
   * @param clock tells when a job that comes too early may start
   */
  public Admission(
      Function<String, Quota> quotas,
      ToIntBiFunction<String, Integer> waiting,
      IntSupplier hubs,
      Budgets budgets,
      Clock clock) {
    this.quotas = quotas;
    this.waiting = waiting;
    this.hubs = hubs;
    this.budgets = budgets;
    this.clock = clock;
  }

  /** How many jobs of a tenant wait, as counted at a time, and with those taken since. */
  private record Line(long countedAt, AtomicInteger length) {}

  /** A bucket, and what it was made for. */
  private record Meter(Rate rate, int hubs, Bucket bucket) {}

  /**
   * The job as it is taken.
   *
   * @throws TooManyJobs when its sender shall come back later
   * @throws InvalidMessage when its tenant has spent its money
   */
  Submission admit(Submission submission) throws InterruptedException {
    String tenant = submission.job().tenant();
    Quota quota = quotas.apply(tenant);
    budgets.require(tenant, quota.budget());
    boolean asked = submission.source().equals("http");
    if (quota.queued() != null) {
      requireRoom(tenant, quota.queued(), asked);
    }
    Rate rate = quota.rate();
    if (rate == null) {
      return submission;
    }
    Bucket bucket = bucket(tenant, rate);
    return asked ? now(submission, rate, bucket) : inTurn(submission, bucket);
  }

  /** Counts by the database a few times a second, and in between by itself. */
  private void requireRoom(String tenant, int most, boolean asked) throws InterruptedException {
    Line line = lines.get(tenant);
    if (line == null || System.nanoTime() - line.countedAt() > COUNT_NANOS) {
      line = new Line(System.nanoTime(), new AtomicInteger(waiting.applyAsInt(tenant, most)));
      lines.put(tenant, line);
    }
    if (line.length().getAndIncrement() < most) {
      return;
    }
    if (!asked) {
      // Its broker offers it again at once.
      TimeUnit.MILLISECONDS.sleep(REFUSAL.toMillis());
    }
    throw new TooManyJobs(
        "queue-full",
        "tenant '%s' has too many jobs waiting; allowed: %d".formatted(tenant, most),
        REFUSAL,
        most,
        Duration.ZERO);
  }

  private static Submission now(Submission submission, Rate rate, Bucket bucket) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw new TooManyJobs(
          "rate-exceeded",
          "tenant '%s' sends too fast; allowed: %d jobs in %d s"
              .formatted(submission.job().tenant(), rate.jobs(), rate.seconds()),
          Duration.ofNanos(probe.getNanosToWaitForRefill()),
          rate.jobs(),
          Duration.ofSeconds(rate.seconds()));
    }
    return submission;
  }

  private Submission inTurn(Submission submission, Bucket bucket) {
    long waitNanos = bucket.consumeIgnoringRateLimits(1);
    Instant turn = clock.instant().plusNanos(waitNanos);
    Instant asked = submission.job().notBefore();
    return waitNanos == 0 || (asked != null && asked.isAfter(turn))
        ? submission
        : submission.of(submission.job().startingAt(turn));
  }

  private Bucket bucket(String tenant, Rate rate) {
    int among = Math.max(1, hubs.getAsInt());
    return meters
        .compute(
            tenant,
            (unused, held) ->
                held != null && held.rate().equals(rate) && held.hubs() == among
                    ? held
                    : new Meter(rate, among, bucket(held, part(rate, among))))
        .bucket();
  }

  private static Bucket bucket(@Nullable Meter held, BucketConfiguration part) {
    if (held == null) {
      return Bucket.builder()
          .addLimit(part.getBandwidths()[0])
          .withCustomTimePrecision(TimeMeter.SYSTEM_NANOTIME)
          .build();
    }
    held.bucket().replaceConfiguration(part, TokensInheritanceStrategy.PROPORTIONALLY);
    return held.bucket();
  }

  private static BucketConfiguration part(Rate rate, int hubs) {
    return BucketConfiguration.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(Math.max(1, rate.burstOrJobs() / hubs))
                    .refillGreedy(rate.jobs(), Duration.ofSeconds((long) rate.seconds() * hubs)))
        .build();
  }
}
