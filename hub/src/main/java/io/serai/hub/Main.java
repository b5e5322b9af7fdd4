package io.serai.hub;

import io.serai.hub.cli.Serai;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The program {@code serai}. */
public final class Main {

  private Main() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter errors = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(Serai.execute(out, errors, arguments));
  }
}
