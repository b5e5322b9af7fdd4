package io.serai.hub.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root of the command line. */
@Command(
    name = "serai",
    description = "A message-routing hub for code and agent jobs.",
    mixinStandardHelpOptions = true,
    version = "serai " + Serai.VERSION,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      NodeCommand.class,
      DemoCommand.class,
      SubmitCommand.class,
      JobsCommand.class,
      ApprovalsCommand.class,
      KeysCommand.class,
      AuditCommand.class,
      PolicyCommand.class,
      DiffCommand.class,
      CostsCommand.class,
      DashboardsCommand.class,
      KameletsCommand.class,
      DeadLettersCommand.class,
      ColdCommand.class,
      TenantsCommand.class,
      TopCommand.class,
      DoctorCommand.class,
      ValidateCommand.class,
      SimulateCommand.class,
      ModerateCommand.class,
      AutoComplete.GenerateCompletion.class
    },
    footer = {
      "%nThe launcher also knows: bench, image and images (see their --help), and test (run all tests).",
    })
public final class Serai {

  static final String VERSION = "0.1.0";

  /**
   * Runs one command.
   *
   * @return its exit code
   */
  public static int execute(PrintWriter out, PrintWriter errors, String... arguments) {
    int code =
        new CommandLine(new Serai())
            .setOut(out)
            .setErr(errors)
            .setExecutionExceptionHandler(new FailureLine())
            .execute(arguments);
    out.flush();
    errors.flush();
    return code;
  }
}
