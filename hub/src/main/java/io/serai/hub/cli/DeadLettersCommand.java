package io.serai.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.client.HubClient;
import io.serai.hub.client.Query;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serai dead-letters}: what a hub could not accept or deliver. */
@Command(
    name = "dead-letters",
    description = "List, show, replay and drop the dead letters of a hub.",
    synopsisSubcommandLabel = "COMMAND")
final class DeadLettersCommand {

  private static final int WIDEST_REASON = 80;

  @Spec private @Nullable CommandSpec spec;

  private interface Deed {
    HubClient.Response to(String path) throws InterruptedException;
  }

  @Command(name = "list", description = "Dead letters by filter, newest first.")
  int list(
      @Mixin HubOption hub,
      @Option(names = "--state", description = "kept, replayed or dropped.", defaultValue = "kept")
          String state,
      @Option(names = "--source", description = "The transport.") @Nullable String source,
      @Option(names = "--code", description = "Why they were refused.") @Nullable String code,
      @Option(names = "--since", description = "Received at or after, ISO 8601.")
          @Nullable String since,
      @Option(names = "--limit", description = "At most so many.", defaultValue = "50") int limit)
      throws InterruptedException {
    Query query =
        new Query()
            .with("state", state)
            .with("source", source)
            .with("code", code)
            .with("since", since)
            .with("limit", String.valueOf(limit));
    HubClient.Response response = hub.client().get("/v1/dead-letters?" + query);
    if (response.successful()) {
      Output.of(spec).print(table(response.body().path("deadLetters")));
    }
    return Output.ended(spec, response);
  }

  private static Table table(JsonNode letters) {
    Table table = new Table("id", "source", "origin", "code", "times", "received", "reason");
    for (JsonNode letter : letters) {
      JsonNode origin = letter.path("origin");
      String position = origin.has("position") ? "/" + origin.path("position").asText() : "";
      table.row(
          letter.path("id").asText(),
          letter.path("source").asText(),
          origin.path("name").asText() + position,
          letter.path("code").asText(),
          letter.path("times").asText(),
          letter.path("receivedAt").asText(),
          shortened(letter.path("message").asText()));
    }
    return table;
  }

  private static String shortened(String reason) {
    String line = reason.lines().findFirst().orElse("");
    return line.length() <= WIDEST_REASON ? line : line.substring(0, WIDEST_REASON - 1) + "…";
  }

  @Command(name = "show", description = "One dead letter with its headers and body, as JSON.")
  int show(@Mixin HubOption hub, @Parameters(paramLabel = "ID") String id)
      throws InterruptedException {
    HubClient.Response response = hub.client().get("/v1/dead-letters/" + id);
    if (response.successful()) {
      Output.of(spec).println(response.body().toPrettyString());
    }
    return Output.ended(spec, response);
  }

  @Command(name = "replay", description = "Send dead letters through intake again.")
  int replay(@Mixin HubOption hub, @Mixin LetterSelection selection) throws InterruptedException {
    HubClient client = hub.client();
    return each(client, selection, path -> client.post(path + "/replay"));
  }

  @Command(name = "drop", description = "Settle dead letters; they stay on record.")
  int drop(@Mixin HubOption hub, @Mixin LetterSelection selection) throws InterruptedException {
    HubClient client = hub.client();
    return each(client, selection, client::delete);
  }

  private int each(HubClient client, LetterSelection selection, Deed deed)
      throws InterruptedException {
    PrintWriter out = Output.of(spec);
    int code = CommandLine.ExitCode.OK;
    for (String number : selection.numbers(client)) {
      HubClient.Response response = deed.to("/v1/dead-letters/" + number);
      if (response.successful()) {
        String job = response.body().path("jobId").asText();
        String became = job.isEmpty() ? "" : " as job " + job;
        out.println(number + " " + response.body().path("state").asText() + became);
      } else {
        code = Output.ended(spec, response);
      }
    }
    return code;
  }
}
