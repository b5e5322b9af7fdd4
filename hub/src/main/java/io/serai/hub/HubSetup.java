package io.serai.hub;

import io.serai.hub.config.HubConfig;
import io.serai.sandbox.Sandbox;
import io.serai.sandbox.docker.DockerSandbox;
import io.serai.sandbox.process.ProcessSandbox;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sandbox providers this build has. */
public final class HubSetup {

  private HubSetup() {}

  /** Every provider, by its word. */
  public static Map<String, Sandbox> sandboxes(HubConfig config) {
    Path runners = config.home().resolve("sandbox-images/runners");
    URI engine = URI.create(config.run().dockerHost());
    return Stream.of(
            new ProcessSandbox(runners),
            DockerSandbox.docker(engine, runners),
            DockerSandbox.gvisor(engine, runners))
        .collect(Collectors.toUnmodifiableMap(Sandbox::provider, Function.identity()));
  }
}
