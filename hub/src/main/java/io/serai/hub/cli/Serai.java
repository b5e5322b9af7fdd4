package io.serai.hub.cli;

import picocli.CommandLine.Command;

/** The root of the command line. */
@Command(
    name = "serai",
    description = "A message-routing hub for code and agent jobs.",
    mixinStandardHelpOptions = true,
    version = "serai 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {RunCommand.class})
public final class Serai {}
