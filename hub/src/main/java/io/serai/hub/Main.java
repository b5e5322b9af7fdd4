package io.serai.hub;

import io.serai.hub.cli.Serai;
import picocli.CommandLine;

/** The program {@code serai}. */
public final class Main {

  private Main() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Serai()).execute(arguments));
  }
}
