package io.serai.hub.cli;

import io.serai.hub.Hub;
import io.serai.hub.HubSetup;
import io.serai.hub.config.HubConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serai run}: starts a hub and serves until it is told to stop. */
@Command(name = "run", description = "Start a hub and serve until it is told to stop.")
final class RunCommand implements Callable<Integer> {

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(names = "--time-startup", description = "Print how long it took to be ready, and go on.")
  private boolean timeStartup;

  @Spec private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Output.of(spec);
    HubConfig config = options.config();
    StopSignal stop = new StopSignal();
    try (Hub hub = new Hub(config, HubSetup.of(config))) {
      hub.start();
      out.println(ready(config.http()));
      if (timeStartup) {
        out.println(StartupTime.describe());
      }
      out.flush();
      stop.await();
      return CommandLine.ExitCode.OK;
    }
  }

  private static String ready(HubConfig.Http http) {
    return "serai is ready" + (http.enabled() ? " at " + http.address() : "");
  }
}
