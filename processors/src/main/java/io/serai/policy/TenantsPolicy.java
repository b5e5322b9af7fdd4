package io.serai.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How tenants share the hubs.
 *
 * @param byDefault what a tenant gets that is not named, and what a named one does not say
 * @param tenants the others, by tenant
 */
public record TenantsPolicy(@JsonProperty("default") Quota byDefault, Map<String, Quota> tenants) {

  public TenantsPolicy {
    tenants = tenants == null ? Map.of() : Map.copyOf(tenants);
  }

  /**
   * What one tenant gets.
   *
   * @param weight its part of the places where others wait too, against theirs; 1 when nobody says
   * @param concurrency the most of its jobs that run at once, over all hubs; no bound when absent
   * @param queued the most of its jobs that wait; no bound when absent
   * @param rate how fast its jobs are taken; as they come when absent
   * @param budget what it may spend in a month; no bound when absent
   */
  public record Quota(
      @Nullable Double weight,
      @Nullable Integer concurrency,
      @Nullable Integer queued,
      @Nullable Rate rate,
      @Nullable Budget budget) {

    private Quota orElse(Quota other) {
      return new Quota(
          weight == null ? other.weight : weight,
          concurrency == null ? other.concurrency : concurrency,
          queued == null ? other.queued : queued,
          rate == null ? other.rate : rate,
          budget == null ? other.budget : budget);
    }
  }

  /**
   * A token bucket.
   *
   * @param jobs so many in each period
   * @param seconds the period
   * @param burst so many at once after a rest; {@code jobs} when absent
   */
  public record Rate(int jobs, int seconds, @Nullable Integer burst) {

    /** How many at once after a rest. */
    public int burstOrJobs() {
      return burst == null ? jobs : burst;
    }
  }

  /**
   * What may be spent in a month of UTC, in the currency of the prices.
   *
   * @param soft from here on somebody is told; nobody when absent
   * @param hard from here on jobs are refused; never when absent
   */
  public record Budget(@Nullable BigDecimal soft, @Nullable BigDecimal hard) {}

  /** What a tenant gets, all said. */
  public Quota of(String tenant) {
    Quota own = tenants.get(tenant);
    return own == null ? byDefault : own.orElse(byDefault);
  }
}
