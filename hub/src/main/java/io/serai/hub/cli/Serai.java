package io.serai.hub.cli;

import java.io.PrintWriter;
import java.util.List;
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
    footer = {
      "%nThe launcher also knows: bench, image and images (see their --help). In a checkout, test without FILE runs all of its tests.",
    })
public final class Serai {

  static final String VERSION = "0.1.0";

  private static final List<Class<?>> COMMANDS =
      List.of(
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
          TestCommand.class,
          SimulateCommand.class,
          ModerateCommand.class);

  /**
   * Runs one command.
   *
   * @return its exit code
   */
  public static int execute(PrintWriter out, PrintWriter errors, String... arguments) {
    int code =
        commandLine(arguments)
            .setOut(out)
            .setErr(errors)
            .setExecutionExceptionHandler(new FailureLine())
            .execute(arguments);
    out.flush();
    errors.flush();
    return code;
  }

  /** With the command that is called alone: to make them all takes a fifth of a hub's start. */
  private static CommandLine commandLine(String... arguments) {
    CommandLine root = new CommandLine(new Serai());
    List<Class<?>> called =
        COMMANDS.stream()
            .filter(each -> arguments.length > 0 && nameOf(each).equals(arguments[0]))
            .toList();
    if (called.isEmpty()) {
      COMMANDS.forEach(root::addSubcommand);
      return root.addSubcommand(AutoComplete.GenerateCompletion.class);
    }
    return root.addSubcommand(called.get(0));
  }

  private static String nameOf(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }
}
