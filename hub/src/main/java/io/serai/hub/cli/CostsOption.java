package io.serai.hub.cli;

import io.serai.hub.client.HubClient;
import io.serai.hub.client.Query;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose costs of which time are asked for, and what they are told apart by. */
final class CostsOption {

  @Option(
      names = "--by",
      split = ",",
      description = "What it is told apart by: day, tenant, cloud, target, kind.")
  private List<String> by = List.of();

  @Option(names = "--since", description = "The first day, such as 2026-01-31, in UTC.")
  private @Nullable String since;

  @Option(names = "--until", description = "The day after the last.")
  private @Nullable String until;

  @Option(names = "--tenant", description = "Only what this tenant spent.")
  private @Nullable String tenant;

  /** What they are told apart by. */
  List<String> by() {
    return by;
  }

  /**
   * Asks a hub for them.
   *
   * @param apart what the lines are told apart by
   */
  HubClient.Response of(HubClient hub, Collection<String> apart) throws InterruptedException {
    Query query =
        new Query()
            .with("by", apart.isEmpty() ? null : String.join(",", apart))
            .with("since", since)
            .with("until", until)
            .with("tenant", tenant);
    return hub.get("/v1/costs?" + query);
  }
}
