package io.serai.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.client.HubClient;
import io.serai.hub.client.Query;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serai jobs}: the jobs of a running hub. Each method is one subcommand. */
@Command(
    name = "jobs",
    description = "List, show, explain, trace, replay and cancel the jobs of a hub.",
    synopsisSubcommandLabel = "COMMAND")
final class JobsCommand {

  @Spec private @Nullable CommandSpec spec;

  @Command(name = "list", description = "Jobs by filter, newest first.")
  int list(
      @Mixin HubOption hub,
      @Option(
              names = "--state",
              description = "accepted, running, waiting_for_approval, or how they ended.")
          @Nullable String state,
      @Option(names = "--tenant", description = "On whose account they run.")
          @Nullable String tenant,
      @Option(names = "--since", description = "Accepted at or after, ISO 8601.")
          @Nullable String since,
      @Option(names = "--limit", description = "At most so many.", defaultValue = "50") int limit)
      throws InterruptedException {
    Query query =
        new Query()
            .with("state", state)
            .with("tenant", tenant)
            .with("since", since)
            .with("limit", String.valueOf(limit));
    HubClient.Response response = hub.client().get("/v1/jobs?" + query);
    if (response.successful()) {
      table(response.body().path("jobs"));
    }
    return Output.ended(spec, response);
  }

  @Command(name = "show", description = "One job, with its result once it has one, as JSON.")
  int show(@Mixin HubOption hub, @Parameters(paramLabel = "ID") String id)
      throws InterruptedException {
    HubClient.Response response = hub.client().get("/v1/jobs/" + id);
    if (response.successful()) {
      Output.of(spec).println(response.body().toPrettyString());
    }
    return Output.ended(spec, response);
  }

  @Command(name = "cancel", description = "Cancel one job.")
  int cancel(@Mixin HubOption hub, @Parameters(paramLabel = "ID") String id)
      throws InterruptedException {
    HubClient.Response response = hub.client().cancel(id);
    if (response.successful()) {
      Output.of(spec).println(response.body().path("state").asText());
    }
    return Output.ended(spec, response);
  }

  @Command(name = "explain", description = "Why one job ran where it did, or what it waits for.")
  int explain(
      @Mixin HubOption hub,
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--json", description = "As JSON.") boolean json)
      throws InterruptedException {
    HubClient.Response response = hub.client().get("/v1/jobs/" + id + "/placement");
    if (response.successful()) {
      PrintWriter out = Output.of(spec);
      if (json) {
        out.println(response.body().toPrettyString());
      } else {
        new PlacementTables(response.body()).print(out);
      }
    }
    return Output.ended(spec, response);
  }

  @Command(name = "trace", description = "What of one job took how long.")
  int trace(@Mixin HubOption hub, @Parameters(paramLabel = "ID") String id)
      throws InterruptedException {
    HubClient.Response response = hub.client().get("/v1/jobs/" + id + "/trace");
    if (response.successful()) {
      JsonNode trace = response.body();
      PrintWriter out = Output.of(spec);
      out.println(
          trace.path("state").asText() + ", trace " + trace.path("traceId").asText("not begun"));
      out.print(new Waterfall(trace.path("steps")).table());
    }
    return Output.ended(spec, response);
  }

  @Command(name = "replay", description = "Run one job again, and show what came out differently.")
  int replay(
      @Mixin HubOption hub,
      @Parameters(paramLabel = "ID") String id,
      @Option(
              names = "--policy",
              description = "Under which policies: those it ran under (same), or ${DEFAULT-VALUE}.",
              defaultValue = "current")
          String policy,
      @Option(names = "--yes", description = "Also where it has a network, and so effects.")
          boolean yes,
      @Option(names = "--json", description = "As JSON.") boolean json)
      throws InterruptedException {
    HubClient.Response response = new JobReplay(hub.client(), id).run(policy, yes);
    if (response.successful()) {
      PrintWriter out = Output.of(spec);
      if (json) {
        out.println(response.body().toPrettyString());
      } else {
        JobReplay.print(response.body(), out);
      }
    }
    return Output.ended(spec, response);
  }

  private void table(JsonNode jobs) {
    PrintWriter out = Output.of(spec);
    Table table = new Table("id", "tenant", "source", "language", "state", "accepted");
    for (JsonNode job : jobs) {
      table.row(
          job.path("id").asText(),
          job.path("tenant").asText(),
          job.path("source").asText(),
          job.path("language").asText(),
          job.path("state").asText(),
          job.path("acceptedAt").asText());
    }
    out.print(table);
  }
}
