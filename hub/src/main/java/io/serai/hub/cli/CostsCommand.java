package io.serai.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.client.HubClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code serai costs}: what was spent on a running hub. */
@Command(
    name = "costs",
    description = "What was spent, the most first; this month by default.",
    subcommands = RepriceCommand.class)
final class CostsCommand implements Callable<Integer> {

  @Mixin private HubOption hub = new HubOption();

  @Mixin private CostsOption asked = new CostsOption();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    HubClient.Response response = asked.of(hub.client(), asked.by());
    if (response.successful()) {
      Output.of(spec).print(table(response.body()));
    }
    return Output.ended(spec, response);
  }

  private Table table(JsonNode body) {
    List<String> headings = new ArrayList<>(asked.by());
    headings.addAll(List.of("amount", "currency", "by the end of the month"));
    Table table = new Table(headings.toArray(String[]::new));
    for (JsonNode line : body.path("costs")) {
      List<String> cells = new ArrayList<>();
      asked.by().forEach(each -> cells.add(line.path(each).asText()));
      cells.add(line.path("amount").decimalValue().toPlainString());
      cells.add(line.path("currency").asText());
      cells.add(line.path("forecast").isMissingNode() ? "-" : line.path("forecast").asText());
      table.row(cells.toArray(String[]::new));
    }
    return table;
  }
}
