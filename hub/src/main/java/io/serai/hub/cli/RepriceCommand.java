package io.serai.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.client.HubClient;
import io.serai.policy.PolicyException;
import io.serai.policy.PricingPolicy;
import io.serai.policy.TrialPolicy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serai costs reprice}: what was spent, at other prices. It only reads. */
@Command(
    name = "reprice",
    description = "What was spent would have come to so much at other prices; changes nothing.")
final class RepriceCommand implements Callable<Integer> {

  @Mixin private HubOption hub = new HubOption();

  @Option(names = "--prices", required = true, description = "A file as policies/pricing.yaml.")
  private Path file = Path.of("policies/pricing.yaml");

  @Option(names = "--home", description = "Where the policies and their schemas are.")
  private Path home = Path.of(System.getProperty("serai.home", ".")).toAbsolutePath().normalize();

  @Mixin private CostsOption asked = new CostsOption();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException, PolicyException {
    PricingPolicy prices = TrialPolicy.pricing(file, home.resolve("policies"));
    Set<String> apart = new LinkedHashSet<>(asked.by());
    apart.addAll(List.of("day", "target", "kind"));
    HubClient.Response response = asked.of(hub.client(), apart);
    if (response.successful()) {
      Output.of(spec).print(table(prices, response.body().path("costs")));
    }
    return Output.ended(spec, response);
  }

  private Table table(PricingPolicy prices, JsonNode costs) {
    List<String> headings = new ArrayList<>(asked.by());
    headings.addAll(List.of("charged", "repriced", "difference"));
    Table table = new Table(headings.toArray(String[]::new));
    for (Repricing.Line line : new Repricing(prices).of(costs, asked.by())) {
      List<String> cells = new ArrayList<>(line.of());
      BigDecimal more = line.more(prices.currency());
      cells.add(line.charged().toPlainString() + " " + line.currency());
      cells.add(line.repriced().toPlainString() + " " + prices.currency());
      cells.add(more == null ? "-" : more.toPlainString());
      table.row(cells.toArray(String[]::new));
    }
    return table;
  }
}
