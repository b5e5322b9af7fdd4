package io.serai.policy;

import io.serai.job.Cost;
import io.serai.job.Cost.Charge;
import io.serai.job.Limits;
import io.serai.job.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What running costs.
 *
 * @param currency ISO 4217 code
 * @param prices by target; {@code default} is for targets without prices of their own
 */
public record PricingPolicy(String currency, Map<String, Prices> prices) {

  /** The entry for targets without prices of their own. */
  public static final String DEFAULT = "default";

  private static final int SCALE = 9;
  private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);
  private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);

  public PricingPolicy {
    prices = Map.copyOf(prices);
    if (!prices.containsKey(DEFAULT)) {
      throw new IllegalArgumentException("prices lack '" + DEFAULT + "'; it is required");
    }
  }

  /**
   * The price list of a target, in the currency's main unit.
   *
   * @param cpuSecond one second of one processor
   * @param gbSecond one GiB held for one second, at the run's peak
   * @param run one run, whatever it uses
   */
  public record Prices(BigDecimal cpuSecond, BigDecimal gbSecond, BigDecimal run) {}

  /** What this usage costs on this target; nothing when nothing ran. */
  public Cost price(String target, Usage usage) {
    if (usage.equals(Usage.NONE)) {
      return new Cost(BigDecimal.ZERO, currency, List.of());
    }
    Prices list = list(target);
    BigDecimal cpuSeconds = scaled(BigDecimal.valueOf(usage.cpuMs()), MILLIS);
    BigDecimal gbSeconds =
        scaled(
            BigDecimal.valueOf(usage.memoryPeakBytes())
                .multiply(BigDecimal.valueOf(usage.wallMs())),
            GIB.multiply(MILLIS));
    List<Charge> charges =
        List.of(
            charge("cpu-second", cpuSeconds, list.cpuSecond()),
            charge("gb-second", gbSeconds, list.gbSecond()),
            charge("run", BigDecimal.ONE, list.run()));
    BigDecimal sum = charges.stream().map(Charge::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Cost(sum, currency, charges);
  }

  /** The most a job within these limits can cost on this target. */
  public BigDecimal most(String target, Limits limits) {
    // Its processor time is limited apart from its wall time.
    Usage usage = new Usage(limits.timeoutMs(), limits.cpuMs(), limits.memoryMb() * 1024L * 1024L);
    return price(target, usage).amount();
  }

  /**
   * What a job is expected to cost on this target: near enough to compare by, and cheap.
   *
   * @param wallMs how long it runs, computing all the time
   * @param memoryMb what it holds, MiB
   */
  public double expected(String target, double wallMs, int memoryMb) {
    Prices list = list(target);
    double perSecond =
        list.cpuSecond().doubleValue() + memoryMb / 1024.0 * list.gbSecond().doubleValue();
    return list.run().doubleValue() + wallMs / 1000 * perSecond;
  }

  private Prices list(String target) {
    Prices own = prices.get(target);
    return own == null ? Objects.requireNonNull(prices.get(DEFAULT)) : own;
  }

  private static Charge charge(String kind, BigDecimal quantity, BigDecimal unitPrice) {
    BigDecimal amount = quantity.multiply(unitPrice).setScale(SCALE, RoundingMode.HALF_UP);
    return new Charge(kind, quantity, unitPrice, amount);
  }

  private static BigDecimal scaled(BigDecimal value, BigDecimal unit) {
    return value.divide(unit, SCALE, RoundingMode.HALF_UP);
  }
}
