package io.serai.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.job.Cost;
import io.serai.job.Cost.Charge;
import io.serai.job.Limits;
import io.serai.job.Sha256;
import io.serai.job.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What running costs from one day on.
 *
 * @param currency ISO 4217 code
 * @param from the first day, in UTC; absent for a list that was always in force
 * @param version names these prices: no two lists that differ share it
 * @param prices by target; {@code default} is for targets without prices of their own
 */
public record PriceList(
    String currency, @Nullable LocalDate from, String version, Map<String, Prices> prices) {

  /** The entry for targets without prices of their own. */
  public static final String DEFAULT = "default";

  private static final int SCALE = 9;
  private static final int VERSION_DIGITS = 8;
  private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);
  private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);

  public PriceList {
    prices = Map.copyOf(prices);
    if (!prices.containsKey(DEFAULT)) {
      throw new IllegalArgumentException("prices lack '" + DEFAULT + "'; it is required");
    }
  }

  /** These prices from a day on, or always. */
  public static PriceList of(
      String currency, @Nullable LocalDate from, Map<String, Prices> prices) {
    return new PriceList(currency, from, version(currency, from, prices), prices);
  }

  /**
   * The prices of a target, in the currency's main unit.
   *
   * @param cpuSecond one second of one processor
   * @param gbSecond one GiB held for one second, at the run's peak
   * @param run one run, whatever it uses
   */
  public record Prices(BigDecimal cpuSecond, BigDecimal gbSecond, BigDecimal run) {

    /** The price of one of a kind of charge; absent when there is no such kind. */
    public @Nullable BigDecimal of(String kind) {
      return switch (kind) {
        case "cpu-second" -> cpuSecond;
        case "gb-second" -> gbSecond;
        case "run" -> run;
        default -> null;
      };
    }

    private String words() {
      return Stream.of(cpuSecond, gbSecond, run)
          .map(each -> each.stripTrailingZeros().toPlainString())
          .collect(Collectors.joining(" ", "", "\n"));
    }
  }

  /** What this usage costs on this target; nothing when nothing ran. */
  public Cost price(String target, Usage usage) {
    if (usage.equals(Usage.NONE)) {
      return new Cost(BigDecimal.ZERO, currency, List.of());
    }
    Prices list = at(target);
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
    Prices list = at(target);
    double perSecond =
        list.cpuSecond().doubleValue() + memoryMb / 1024.0 * list.gbSecond().doubleValue();
    return list.run().doubleValue() + wallMs / 1000 * perSecond;
  }

  /** The prices of a target. */
  public Prices at(String target) {
    Prices own = prices.get(target);
    return own == null ? Objects.requireNonNull(prices.get(DEFAULT)) : own;
  }

  private Charge charge(String kind, BigDecimal quantity, BigDecimal unitPrice) {
    BigDecimal amount = quantity.multiply(unitPrice).setScale(SCALE, RoundingMode.HALF_UP);
    return new Charge(kind, quantity, unitPrice, amount, version, null, null);
  }

  private static BigDecimal scaled(BigDecimal value, BigDecimal unit) {
    return value.divide(unit, SCALE, RoundingMode.HALF_UP);
  }

  /** The first day, for people, and a digest of all there is, for what is edited in place. */
  private static String version(
      String currency, @Nullable LocalDate from, Map<String, Prices> prices) {
    MessageDigest digest = Sha256.begin();
    digest.update((currency + ' ' + from).getBytes(UTF_8));
    new TreeMap<>(prices)
        .forEach((target, own) -> digest.update((target + ' ' + own.words()).getBytes(UTF_8)));
    String name = Sha256.hex(digest).substring(0, VERSION_DIGITS);
    return from == null ? name : from + "-" + name;
  }
}
