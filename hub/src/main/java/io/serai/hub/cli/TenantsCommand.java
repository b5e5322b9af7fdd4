package io.serai.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.client.HubClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serai tenants}: what a hub keeps of tenants, and its erasure. */
@Command(
    name = "tenants",
    description = "Erase what a hub keeps of a tenant.",
    synopsisSubcommandLabel = "COMMAND")
final class TenantsCommand {

  @Spec private @Nullable CommandSpec spec;

  @Command(
      name = "erase",
      description = "Delete all that is kept of a tenant but its bills and the audit log.")
  int erase(
      @Mixin HubOption hub,
      @Parameters(paramLabel = "TENANT", description = "Whose data.") String tenant,
      @Option(names = "--yes", description = "Do it: it cannot be undone.") boolean yes,
      @Option(names = "--dry-run", description = "Only show what would go.") boolean dryRun,
      @Option(names = "--cancel", description = "Cancel its jobs that have not ended first.")
          boolean cancel)
      throws InterruptedException {
    ErasureRequest erasure = new ErasureRequest(hub.client(), tenant, Output.errors(spec));
    HubClient.Response data = erasure.data();
    if (!data.successful()) {
      return Output.ended(spec, data);
    }
    if (dryRun || !yes) {
      Output.of(spec).print(kept(data.body()));
      return dryRun ? ExitCode.OK : refused();
    }
    HubClient.Response erased = erasure.run(cancel);
    if (erased.successful()) {
      Output.of(spec).print(deleted(erased.body().path("deleted")));
    }
    return Output.ended(spec, erased);
  }

  private int refused() {
    Output.errors(spec).println("nothing is erased; it cannot be undone, so say --yes");
    return ExitCode.USAGE;
  }

  private static Table kept(JsonNode data) {
    Table table = new Table("what", "kept");
    rows(table, data.path("kept"), "");
    table.row("partitions in cold storage to look through", data.path("coldPartitions").asText());
    rows(table, data.path("unfinished"), "not finished: ");
    return table;
  }

  private static Table deleted(JsonNode counts) {
    Table table = new Table("what", "deleted");
    rows(table, counts, "");
    return table;
  }

  private static void rows(Table table, JsonNode counts, String prefix) {
    counts
        .properties()
        .forEach(each -> table.row(prefix + each.getKey(), each.getValue().asText()));
  }
}
