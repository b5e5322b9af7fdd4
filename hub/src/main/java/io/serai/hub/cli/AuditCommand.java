package io.serai.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.client.HubClient;
import io.serai.hub.client.Query;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serai audit}: who decided or did what on a running hub. */
@Command(name = "audit", description = "Who decided or did what, newest first.")
final class AuditCommand implements Callable<Integer> {

  @Mixin private HubOption hub = new HubOption();

  @Option(names = "--subject", description = "Only what was done to this: a job's id, a key's.")
  private @Nullable String subject;

  @Option(names = "--tenant", description = "Only affairs of this tenant.")
  private @Nullable String tenant;

  @Option(
      names = "--decisions",
      description = "Also what the hub decided about each job; of one --subject it is always told.")
  private boolean decisions;

  @Option(names = "--limit", description = "At most so many.", defaultValue = "50")
  private int limit = 50;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Query query =
        new Query()
            .with("subject", subject)
            .with("tenant", tenant)
            .with("decisions", decisions ? "true" : null)
            .with("limit", String.valueOf(limit));
    HubClient.Response response = hub.client().get("/v1/audit?" + query);
    if (response.successful()) {
      Table table = new Table("at", "actor", "tenant", "action", "subject", "outcome", "detail");
      for (JsonNode entry : response.body().path("entries")) {
        table.row(
            entry.path("at").asText(),
            entry.path("actor").asText(),
            entry.path("tenant").asText("-"),
            entry.path("action").asText(),
            entry.path("subject").asText(),
            entry.path("outcome").asText(),
            entry.path("detail").toString());
      }
      Output.of(spec).print(table);
    }
    return Output.ended(spec, response);
  }
}
