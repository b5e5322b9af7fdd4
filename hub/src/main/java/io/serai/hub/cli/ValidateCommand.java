package io.serai.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.FileCheck;
import io.serai.hub.HubSetup;
import io.serai.hub.check.Finding;
import io.serai.hub.config.ConfigProblem;
import io.serai.hub.config.ConfigReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serai validate}: tries a home and its configuration before they are put in force. */
@Command(
    name = "validate",
    description = "Check policies, routes, kamelets and settings, and say where what is wrong.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:a hub would take them all", "1:it would not", "2:wrong usage"})
final class ValidateCommand implements Callable<Integer> {

  enum Format {
    text,
    json,
    sarif
  }

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(names = "--format", description = "What is printed: ${COMPLETION-CANDIDATES}.")
  private Format format = Format.text;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    List<Finding> findings = findings(options.check());
    switch (format) {
      case text -> print(findings);
      case json -> print(FindingsReport.json(findings));
      case sarif -> print(FindingsReport.sarif(findings, Serai.VERSION));
    }
    return findings.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private static List<Finding> findings(ConfigReader.Checked checked) throws Exception {
    Path home = checked.config().home();
    List<Finding> findings = new ArrayList<>();
    checked.problems().forEach(each -> findings.add(finding(home, each)));
    try (HubSetup setup = HubSetup.of(checked.config())) {
      findings.addAll(new FileCheck(checked.config(), setup).findings());
    }
    findings.sort(Finding.BY_PLACE);
    return findings;
  }

  private static Finding finding(Path home, ConfigProblem problem) {
    ConfigProblem.Place place = problem.place();
    Path source = Path.of(place.source());
    return new Finding(
        source.startsWith(home) ? home.relativize(source).toString() : place.source(),
        place.line(),
        place.column(),
        problem.rule(),
        problem.message());
  }

  private void print(List<Finding> findings) {
    for (Finding each : findings) {
      Output.errors(spec).println(each + " [" + each.rule().word() + "]");
    }
    if (findings.isEmpty()) {
      Output.of(spec).println("policies, routes, kamelets and settings are valid");
    }
  }

  private void print(JsonNode report) {
    Output.of(spec).println(report.toPrettyString());
  }
}
