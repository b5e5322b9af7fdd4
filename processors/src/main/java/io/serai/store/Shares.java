package io.serai.store;

import java.util.Map;

/**
 * How tenants share the hubs.
 *
 * @param byDefault the share of a tenant that is not named
 * @param tenants the others, by tenant
 */
public record Shares(Share byDefault, Map<String, Share> tenants) {

  /** All alike, none bounded. */
  public static final Shares EQUAL = new Shares(new Share(1, Integer.MAX_VALUE), Map.of());

  /**
   * What one tenant gets.
   *
   * @param weight its part where others wait too, against theirs; more than 0
   * @param concurrency the most of its jobs that run at once, over all hubs
   */
  public record Share(double weight, int concurrency) {

    /** Whether there is a most. */
    public boolean bounded() {
      return concurrency < Integer.MAX_VALUE;
    }
  }

  public Shares {
    tenants = Map.copyOf(tenants);
  }

  /** The share of a tenant. */
  public Share of(String tenant) {
    return tenants.getOrDefault(tenant, byDefault);
  }
}
