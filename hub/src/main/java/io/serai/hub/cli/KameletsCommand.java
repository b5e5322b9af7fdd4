package io.serai.hub.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serai kamelets}: what kamelets there are, in their own words. */
@Command(name = "kamelets", description = "Describe the kamelets of a home directory, in Markdown.")
final class KameletsCommand implements Callable<Integer> {

  @Option(
      names = "--home",
      description = "Where kamelets are.",
      defaultValue = "${sys:serai.home:-.}")
  private Path home = Path.of(".");

  @Option(names = "--to", description = "A file for the page; printed when absent.")
  private @Nullable Path to;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    String page = KameletPage.of(home).toString();
    if (to == null) {
      Output.of(spec).print(page);
    } else {
      Files.writeString(to, page);
    }
    return ExitCode.OK;
  }
}
