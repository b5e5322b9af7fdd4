package io.serai.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.client.HubClient;
import io.serai.hub.client.Query;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serai cold}: partitions in cold storage. */
@Command(
    name = "cold",
    description = "List and restore what a hub has in cold storage.",
    synopsisSubcommandLabel = "COMMAND")
final class ColdCommand {

  @Spec private @Nullable CommandSpec spec;

  @Command(name = "list", description = "The partitions in cold storage, by table and time.")
  int list(@Mixin HubOption hub) throws InterruptedException {
    HubClient.Response response = hub.client().get("/v1/cold");
    if (response.successful()) {
      Output.of(spec).print(table(response.body().path("partitions")));
    }
    return Output.ended(spec, response);
  }

  @Command(
      name = "restore",
      description = "Restore a partition; one of jobs with their results and traces.")
  int restore(
      @Mixin HubOption hub,
      @Parameters(paramLabel = "TABLE", description = "jobs, results, walks, bills or audit.")
          String table,
      @Parameters(paramLabel = "STARTS", description = "Its first day, such as 2026-01-26.")
          String starts,
      @Option(names = "--days", description = "How long it stays at least.", defaultValue = "7")
          int days)
      throws InterruptedException {
    Query query = new Query().with("days", String.valueOf(days));
    HubClient.Response response =
        hub.client().post("/v1/cold/" + table + "/" + starts + "/restore?" + query);
    if (response.successful()) {
      Output.of(spec).print(table(response.body().path("restored")));
    }
    return Output.ended(spec, response);
  }

  private static Table table(JsonNode partitions) {
    Table table = new Table("table", "starts", "ends", "rows", "parts");
    for (JsonNode partition : partitions) {
      table.row(
          partition.path("table").asText(),
          partition.path("starts").asText(),
          partition.path("ends").asText(),
          partition.path("rows").asText(),
          partition.path("parts").asText());
    }
    return table;
  }
}
