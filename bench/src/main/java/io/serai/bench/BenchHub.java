package io.serai.bench;

import io.serai.hub.Hub;
import io.serai.hub.HubSetup;
import io.serai.hub.client.HubClient;
import io.serai.hub.config.ConfigReader;
import io.serai.hub.config.HubConfig;
import io.serai.hub.demo.DemoBrokers;
import io.serai.hub.embedded.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;

/** A hub for one load run, in this process, on a free port, with a state that goes with it. */
final class BenchHub implements AutoCloseable {

  private final HubConfig config;
  private final Hub hub;
  private final @Nullable DemoBrokers brokers;

  private BenchHub(HubConfig config, Hub hub, @Nullable DemoBrokers brokers) {
    this.config = config;
    this.hub = hub;
    this.brokers = brokers;
  }

  /**
   * Starts it, and waits until it is ready.
   *
   * @param withBrokers whether it takes jobs from Kafka and RabbitMQ too
   * @param settings what is set of it, beside ports and state
   */
  static BenchHub start(Path home, boolean withBrokers, Map<String, String> settings)
      throws Exception {
    return start(home, withBrokers, settings, HubSetup::of);
  }

  /** As above, with providers of one's own. */
  static BenchHub start(
      Path home,
      boolean withBrokers,
      Map<String, String> settings,
      Function<HubConfig, HubSetup> setup)
      throws Exception {
    DemoBrokers brokers = withBrokers ? DemoBrokers.start(home) : null;
    Map<String, String> all = new LinkedHashMap<>();
    all.put("serai.state", Files.createTempDirectory("serai-bench-").toString());
    all.put("serai.http.port", String.valueOf(Ports.free()));
    if (brokers != null) {
      all.putAll(brokers.settings());
    }
    all.putAll(settings);
    HubConfig config = new ConfigReader().settings(all).read(home.toAbsolutePath());
    Hub hub = new Hub(config, setup.apply(config));
    BenchHub started = new BenchHub(config, hub, brokers);
    hub.start();
    new HubClient(config.http().address(), config.http().tls().certificate()).awaitReady();
    return started;
  }

  HubConfig config() {
    return config;
  }

  @Override
  public void close() throws IOException {
    hub.close();
    if (brokers != null) {
      brokers.close();
    }
    FileUtils.deleteDirectory(config.state().toFile());
  }
}
