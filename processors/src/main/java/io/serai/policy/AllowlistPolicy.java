package io.serai.policy;

import io.serai.job.Destination;
import io.serai.job.Language;
import io.serai.job.Limits;
import java.util.List;
import java.util.Map;

/**
 * What each tenant may use. Whatever is not granted is denied.
 *
 * @param tenants grants by tenant
 */
public record AllowlistPolicy(Map<String, List<Allowance>> tenants) {

  public AllowlistPolicy {
    tenants = Map.copyOf(tenants);
  }

  /**
   * One grant.
   *
   * @param name unique within the tenant
   * @param languages the languages it covers
   * @param images the sandbox images they may run in
   * @param providers the sandbox providers that may run them
   * @param limits the most a job may ask for
   * @param network what a job may ask to reach; absent means nothing
   */
  public record Allowance(
      String name,
      List<Language> languages,
      List<String> images,
      List<String> providers,
      Limits limits,
      List<DestinationRule> network) {

    public Allowance {
      languages = List.copyOf(languages);
      images = List.copyOf(images);
      providers = List.copyOf(providers);
      network = network == null ? List.of() : List.copyOf(network);
    }

    /** Whether a job may ask to reach a destination. */
    public boolean reaches(Destination destination) {
      return network.stream().anyMatch(rule -> rule.covers(destination));
    }
  }
}
