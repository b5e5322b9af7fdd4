package io.serai.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.hub.client.HubClient;
import io.serai.json.Json;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serai keys}: the API keys of a running hub. Each method is one subcommand. */
@Command(
    name = "keys",
    description = "Create, list, rotate and revoke the API keys of a hub.",
    synopsisSubcommandLabel = "COMMAND")
final class KeysCommand {

  @Spec private @Nullable CommandSpec spec;

  @Command(
      name = "create",
      description = "Make a key, and print it: it is never shown again. Its id goes to stderr.")
  int create(
      @Mixin HubOption hub,
      @Option(names = "--name", required = true, description = "For people.") String name,
      @Option(names = "--tenant", description = "The only tenant it acts for; any when absent.")
          @Nullable String tenant,
      @Option(
              names = "--role",
              required = true,
              split = ",",
              description = "submitter, approver, operator, viewer; may be repeated.")
          List<String> roles,
      @Option(
              names = "--scope",
              split = ",",
              description = "Only this scope of its roles, such as jobs:read; may be repeated.")
          @Nullable List<String> scopes,
      @Option(names = "--expires", description = "When it ends, ISO 8601; never when absent.")
          @Nullable String expires)
      throws InterruptedException {
    ObjectNode order = Json.MAPPER.createObjectNode().put("name", name);
    if (tenant != null) {
      order.put("tenant", tenant);
    }
    if (expires != null) {
      order.put("expiresAt", expires);
    }
    roles.forEach(order.putArray("roles")::add);
    if (scopes != null) {
      scopes.forEach(order.putArray("scopes")::add);
    }
    return minted(hub.client().post("/v1/keys", order));
  }

  @Command(name = "list", description = "All keys, newest first, without their secrets.")
  int list(@Mixin HubOption hub) throws InterruptedException {
    HubClient.Response response = hub.client().get("/v1/keys");
    if (response.successful()) {
      Table table = new Table("id", "name", "tenant", "roles", "state", "expires", "last used");
      for (JsonNode key : response.body().path("keys")) {
        table.row(
            key.path("id").asText(),
            key.path("name").asText(),
            key.path("tenant").asText("any"),
            joined((ArrayNode) key.path("roles")),
            key.path("state").asText(),
            key.path("expiresAt").asText("never"),
            key.path("lastUsedAt").asText("never"));
      }
      Output.of(spec).print(table);
    }
    return Output.ended(spec, response);
  }

  @Command(
      name = "rotate",
      description =
          "Give a key another secret, and print it whole. The one before counts for a while.")
  int rotate(
      @Mixin HubOption hub,
      @Parameters(paramLabel = "ID") String id,
      @Option(
              names = "--overlap",
              defaultValue = "PT24H",
              description = "How long the secret before counts still, ISO 8601; ${DEFAULT-VALUE}.")
          Duration overlap)
      throws InterruptedException {
    ObjectNode order = Json.MAPPER.createObjectNode().put("overlapSeconds", overlap.toSeconds());
    return minted(hub.client().post("/v1/keys/" + id + "/rotate", order));
  }

  @Command(name = "revoke", description = "End a key, at once.")
  int revoke(@Mixin HubOption hub, @Parameters(paramLabel = "ID") String id)
      throws InterruptedException {
    HubClient.Response response = hub.client().delete("/v1/keys/" + id);
    if (response.successful()) {
      Output.of(spec).println(response.body().path("state").asText());
    }
    return Output.ended(spec, response);
  }

  private int minted(HubClient.Response response) {
    if (response.successful()) {
      Output.of(spec).println(response.body().path("key").asText());
      Output.errors(spec).println("key id: " + response.body().path("id").asText());
    }
    return Output.ended(spec, response);
  }

  private static String joined(ArrayNode words) {
    return String.join(",", words.valueStream().map(JsonNode::asText).toList());
  }
}
