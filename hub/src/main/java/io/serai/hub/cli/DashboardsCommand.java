package io.serai.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.serai.hub.metrics.Dashboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code serai dashboards}: the dashboards of Grafana, written from their one source. */
@Command(
    name = "dashboards",
    description = "Write Grafana's dashboards from deploy/grafana/dashboards.yaml.")
final class DashboardsCommand implements Callable<Integer> {

  @Option(
      names = "--home",
      description = "Where deploy/grafana is.",
      defaultValue = "${sys:serai.home:-.}")
  private Path home = Path.of(".");

  @Option(names = "--to", description = "A directory for them; beside their source by default.")
  private Path to = Path.of("");

  @Override
  public Integer call() throws IOException {
    Path source = home.resolve("deploy/grafana/dashboards.yaml");
    Path folder = to.toString().isEmpty() ? source.resolveSibling("") : to;
    Files.createDirectories(folder);
    for (JsonNode each : new YAMLMapper().readTree(source.toFile())) {
      Dashboard dashboard = new Dashboard(each);
      Files.writeString(folder.resolve(dashboard.file()), dashboard.json());
    }
    return ExitCode.OK;
  }
}
