package io.serai.bench;

import io.serai.hub.Hub;
import io.serai.hub.HubSetup;
import io.serai.hub.cli.StopSignal;
import io.serai.hub.config.ConfigReader;
import io.serai.hub.config.HubConfig;
import io.serai.job.Language;
import io.serai.job.Usage;
import io.serai.sandbox.Readiness;
import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.Sandbox;
import io.serai.sandbox.SandboxException;
import io.serai.sandbox.SandboxSession;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A whole hub whose sandboxes answer at once. */
final class NoopHub {

  private NoopHub() {}

  /** A provider whose runs take so many milliseconds, and nothing else. */
  record NoopSandbox(String provider, long runMs) implements Sandbox {

    @Override
    public Readiness readiness() {
      return new Readiness(true, "does nothing");
    }

    @Override
    public Set<Language> languages(String image) {
      return Set.of(Language.values());
    }

    @Override
    public RunResult run(Run run, RunObserver observer) throws InterruptedException {
      observer.starting(() -> {});
      if (runMs > 0) {
        TimeUnit.MILLISECONDS.sleep(runMs);
      }
      return RunResult.printed("42\n", new Usage(1, 1, 1 << 20));
    }

    @Override
    public SandboxSession openSession(Run opening) {
      throw new SandboxException("provider '" + provider + "' keeps nothing from run to run");
    }

    @Override
    public void close() {}
  }

  /** The arguments from one on, each {@code key=value}. */
  static Map<String, String> settings(String[] arguments, int first) {
    return Arrays.stream(arguments)
        .skip(first)
        .map(setting -> setting.split("=", 2))
        .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
  }

  /** Serves until it is told to stop: home, state, port, and more settings as key=value. */
  public static void main(String[] arguments) throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("serai.state", arguments[1]);
    settings.put("serai.http.port", arguments[2]);
    settings.put("serai.docker.host", "");
    settings.put("serai.run.slots", "64");
    settings.putAll(settings(arguments, 3));
    HubConfig config = new ConfigReader().settings(settings).read(Path.of(arguments[0]));
    StopSignal stop = new StopSignal();
    HubSetup setup =
        HubSetup.of(Stream.of("process", "docker", "gvisor").map(name -> new NoopSandbox(name, 0)));
    try (Hub hub = new Hub(config, setup)) {
      hub.start();
      stop.await();
    }
  }
}
