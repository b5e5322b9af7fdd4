package io.serai.bench;

import io.serai.hub.cli.FailureLine;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code serai bench}. */
@Command(
    name = "bench",
    description = "Load runs against a hub that is started for them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CorpusCommand.class,
      FairnessCommand.class,
      HubCommand.class,
      ModerationCommand.class,
      QueuesCommand.class,
      ReloadCommand.class,
      SandboxCommand.class,
      SchedulerCommand.class,
      SoakCommand.class,
      StartCommand.class,
      StoresCommand.class,
      TelemetryCommand.class
    })
public final class Bench {

  private Bench() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Bench())
            .setExecutionExceptionHandler(new FailureLine())
            .execute(arguments));
  }
}
