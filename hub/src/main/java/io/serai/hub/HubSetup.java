package io.serai.hub;

import io.serai.hub.config.HubConfig;
import io.serai.sandbox.Sandbox;
import io.serai.sandbox.docker.DockerSandbox;
import io.serai.sandbox.process.ProcessSandbox;
import java.net.URI;
import java.util.Map;

/** The sandbox providers this build has. */
public final class HubSetup {

  private HubSetup() {}

  /** Every provider, by its word. */
  public static Map<String, Sandbox> sandboxes(HubConfig config) {
    Sandbox process = new ProcessSandbox(config.home().resolve("sandbox-images/runners"));
    Sandbox docker = new DockerSandbox(URI.create(config.run().dockerHost()));
    return Map.of(process.provider(), process, docker.provider(), docker);
  }
}
