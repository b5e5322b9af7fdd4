package io.serai.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.client.HubClient;
import io.serai.hub.client.Query;
import io.serai.json.Json;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serai approvals}: the jobs that wait for somebody. Each method is one subcommand. */
@Command(
    name = "approvals",
    description = "List, show, approve and deny the jobs that wait for approval.",
    synopsisSubcommandLabel = "COMMAND")
final class ApprovalsCommand {

  @Spec private @Nullable CommandSpec spec;

  @Command(name = "list", description = "What waits and what was decided, newest first.")
  int list(
      @Mixin HubOption hub,
      @Option(
              names = "--state",
              description = "waiting, approved, denied, expired or cancelled; waiting by default.",
              defaultValue = "waiting")
          String state,
      @Option(names = "--tenant", description = "Whose jobs.") @Nullable String tenant,
      @Option(names = "--limit", description = "At most so many.", defaultValue = "50") int limit)
      throws InterruptedException {
    Query query =
        new Query()
            .with("state", state)
            .with("tenant", tenant)
            .with("limit", String.valueOf(limit));
    HubClient.Response response = hub.client().get("/v1/approvals?" + query);
    if (response.successful()) {
      table(response.body().path("approvals"));
    }
    return Output.ended(spec, response);
  }

  @Command(name = "show", description = "One job that waits, why, and its code.")
  int show(
      @Mixin HubOption hub,
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--json", description = "As JSON.") boolean json)
      throws InterruptedException {
    HubClient.Response response = hub.client().get("/v1/approvals/" + id);
    if (response.successful() && json) {
      Output.of(spec).println(response.body().toPrettyString());
    } else if (response.successful()) {
      print(response.body().path("approval"), response.body().path("job"));
    }
    return Output.ended(spec, response);
  }

  @Command(name = "approve", description = "Let one job run.")
  int approve(
      @Mixin HubOption hub,
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--reason", description = "Why.", required = true) String reason)
      throws InterruptedException {
    return decide(hub, id, "approve", reason);
  }

  @Command(name = "deny", description = "Refuse one job.")
  int deny(
      @Mixin HubOption hub,
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--reason", description = "Why; its sender is told.", required = true)
          String reason)
      throws InterruptedException {
    return decide(hub, id, "deny", reason);
  }

  private int decide(HubOption hub, String id, String choice, String reason)
      throws InterruptedException {
    HubClient.Response response =
        hub.client()
            .post(
                "/v1/jobs/" + id + "/" + choice,
                Json.MAPPER.createObjectNode().put("reason", reason));
    if (response.successful()) {
      JsonNode approval = response.body();
      Output.of(spec).println(approval.path("state").asText() + missing(approval));
    }
    return Output.ended(spec, response);
  }

  private static String missing(JsonNode approval) {
    int missing = approval.path("approvers").asInt() - (int) approving(approval);
    return approval.path("state").asText().equals("waiting")
        ? ", for " + missing + " more to approve"
        : "";
  }

  private void table(JsonNode approvals) {
    Table table = new Table("job", "tenant", "submitter", "state", "approvals", "until", "rules");
    for (JsonNode each : approvals) {
      table.row(
          each.path("jobId").asText(),
          each.path("tenant").asText(),
          each.path("submitter").asText(),
          each.path("state").asText(),
          approving(each) + " of " + each.path("approvers").asText(),
          each.path("expiresAt").asText(),
          rules(each));
    }
    Output.of(spec).print(table);
  }

  private static long approving(JsonNode approval) {
    return elements(approval.path("votes"))
        .filter(vote -> vote.path("choice").asText().equals("approve"))
        .count();
  }

  private static String rules(JsonNode approval) {
    return elements(approval.path("grounds"))
        .map(ground -> ground.path("rule").asText())
        .collect(Collectors.joining(", "));
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private void print(JsonNode approval, JsonNode job) {
    PrintWriter out = Output.of(spec);
    out.printf(
        "job %s of tenant '%s', sent by '%s', is %s; it waits until %s%n",
        approval.path("jobId").asText(),
        approval.path("tenant").asText(),
        approval.path("submitter").asText(),
        approval.path("state").asText(),
        approval.path("expiresAt").asText());
    elements(approval.path("grounds"))
        .forEach(
            each ->
                out.printf(
                    "  %s: %s%n", each.path("rule").asText(), each.path("because").asText()));
    elements(approval.path("votes"))
        .forEach(
            each ->
                out.printf(
                    "  %s by '%s': %s%n",
                    each.path("choice").asText(),
                    each.path("actor").asText(),
                    each.path("reason").asText()));
    out.printf("%n%s%n", job.path("code").asText());
  }
}
