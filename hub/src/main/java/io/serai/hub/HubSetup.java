package io.serai.hub;

import io.serai.hub.config.HubConfig;
import io.serai.policy.WarmPolicy;
import io.serai.sandbox.Sandbox;
import io.serai.sandbox.StartObserver;
import io.serai.sandbox.docker.DockerSandbox;
import io.serai.sandbox.docker.Engine;
import io.serai.sandbox.process.ProcessSandbox;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sandbox providers of a hub, and the engine that some of them share.
 *
 * @param sandboxes the providers by their words
 * @param engine the Docker engine of this machine, whether there is one or not
 */
public record HubSetup(Map<String, Sandbox> sandboxes, Engine engine) implements AutoCloseable {

  private static final URI NO_ENGINE = URI.create("unix:///nowhere");

  public HubSetup {
    sandboxes = Map.copyOf(sandboxes);
  }

  /** Every provider this build has. */
  public static HubSetup of(HubConfig config) {
    Path runners = config.home().resolve("sandbox-images/runners");
    Engine engine = new Engine(engineHost(config.run()));
    return of(
        engine,
        Stream.of(
            new ProcessSandbox(runners),
            DockerSandbox.docker(engine, runners),
            DockerSandbox.gvisor(engine, runners)));
  }

  /** These providers only, none of which needs an engine. */
  public static HubSetup of(Stream<? extends Sandbox> sandboxes) {
    return of(new Engine(NO_ENGINE), sandboxes);
  }

  private static HubSetup of(Engine engine, Stream<? extends Sandbox> sandboxes) {
    return new HubSetup(
        sandboxes.collect(Collectors.toMap(Sandbox::provider, Function.identity())), engine);
  }

  /**
   * Gets every provider ready for jobs, under the policy in force at the time.
   *
   * @param starts hears of the sandboxes that each makes
   */
  public void open(Supplier<WarmPolicy> policy, Function<String, StartObserver> starts) {
    sandboxes.values().forEach(each -> each.open(policy, starts.apply(each.provider())));
  }

  private static URI engineHost(HubConfig.Run config) {
    return config.hasEngine() ? URI.create(config.dockerHost()) : NO_ENGINE;
  }

  @Override
  public void close() {
    sandboxes.values().forEach(Sandbox::close);
    engine.close();
  }
}
