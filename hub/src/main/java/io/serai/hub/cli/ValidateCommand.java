package io.serai.hub.cli;

import io.serai.hub.FileCheck;
import io.serai.hub.HubSetup;
import io.serai.hub.config.HubConfig;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code serai validate}: tries policies, routes and kamelets before they are put in force. */
@Command(
    name = "validate",
    description = "Check policies, routes and kamelets, and say file and line of what is wrong.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:a hub would take them all", "1:it would not", "2:wrong usage"})
final class ValidateCommand implements Callable<Integer> {

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    HubConfig config = options.config();
    try (HubSetup setup = HubSetup.of(config)) {
      List<String> problems = new FileCheck(config, setup).problems();
      problems.forEach(Output.errors(spec)::println);
      if (!problems.isEmpty()) {
        return CommandLine.ExitCode.SOFTWARE;
      }
      Output.of(spec).println("policies, routes and kamelets are valid");
      return CommandLine.ExitCode.OK;
    }
  }
}
