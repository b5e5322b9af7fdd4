package io.serai.hub.cli;

import io.serai.hub.client.HubClient;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command writes: what picocli was given, so that tests can read it. */
final class Output {

  private Output() {}

  static PrintWriter of(@Nullable CommandSpec spec) {
    return require(spec).commandLine().getOut();
  }

  static PrintWriter errors(@Nullable CommandSpec spec) {
    return require(spec).commandLine().getErr();
  }

  /** The exit code after an answer of a hub; what it refused is told. */
  static int ended(@Nullable CommandSpec spec, HubClient.Response response) {
    if (response.successful()) {
      return CommandLine.ExitCode.OK;
    }
    errors(spec).println(response.body().path("detail").asText());
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static CommandSpec require(@Nullable CommandSpec spec) {
    if (spec == null) {
      throw new IllegalStateException("command was not started by picocli");
    }
    return spec;
  }
}
